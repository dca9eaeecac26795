package dev.drey.runtime.process;

import dev.drey.core.lifecycle.After;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Clearing;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.state.ApplicationState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Flink's archive tells of jobs that have ended. Flink writes it as the job ends and tells
 * nobody when it is done; the lines of Flink lay it out differently, and either names a file by the
 * job.
 */
final class PastJobs {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String END = "]}";

  private final Site site;
  private final Map<DeploymentId, Instant> awaitedSince = new ConcurrentHashMap<>();

  PastJobs(Site site) {
    this.site = site;
  }

  /** Whether its JobManager should live until it has written; an update does not wait for that. */
  boolean isAwaited(Application application, DeploymentFolder deployment) {
    boolean rests =
        application.phase() instanceof Clearing clearing && clearing.after() instanceof After.Rest;
    if (!rests || isWhole(deployment)) {
      awaitedSince.remove(deployment.id());
      return false;
    }
    Instant now = site.clock().instant();
    Instant since = awaitedSince.computeIfAbsent(deployment.id(), id -> now);
    return now.isBefore(since.plus(PATIENCE));
  }

  private static boolean isWhole(DeploymentFolder deployment) {
    String job = ApplicationState.job(deployment.id());
    return files(deployment.past()).stream()
        .anyMatch(file -> file.getFileName().toString().equals(job) && isWhole(file));
  }

  private static boolean isWhole(Path archive) {
    try (var file = new RandomAccessFile(archive.toFile(), "r")) {
      byte[] end = new byte[END.length()];
      file.seek(Math.max(0, file.length() - end.length));
      return file.read(end) == end.length && END.equals(new String(end, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return false;
    }
  }

  /** Of the job that ended last; nothing where it did not come to an end but was killed. */
  List<Path> last(Application application) {
    return Trees.children(site.home().past(application)).stream()
        .flatMap(folder -> files(folder).stream())
        .filter(PastJobs::isWhole)
        .toList();
  }

  /** What was before the last deployment is not shown for it, even if that has left nothing. */
  void keepOnly(Application application, DeploymentFolder last) {
    Trees.children(site.home().past(application)).stream()
        .filter(folder -> !folder.equals(last.past()))
        .forEach(Trees::delete);
    awaitedSince.remove(last.id());
  }

  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new Unavailable("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }
}
