package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.logs.ProcessLog;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.log.FileLog;
import dev.drey.runtime.log.LineForm;
import dev.drey.runtime.log.PrintTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the logs of an application's processes, of those that run and of those that have ended. */
final class LogShelf {
  private static final Pattern LOG =
      Pattern.compile("((?:jobmanager|taskmanager-[0-9]+-[0-9]+|check)\\.log)(?:\\.[0-9]+)?");
  private static final Pattern PRINTS =
      Pattern.compile("(jobmanager|taskmanager-[0-9]+-[0-9]+|check)\\.out");

  private final Site site;

  LogShelf(Site site) {
    this.site = site;
  }

  List<ProcessLog> logs(Application application) {
    Map<String, ProcessLog> found = new TreeMap<>(); // by name: each once, in an order that stays
    for (Path deployment : Trees.children(site.home().logs(application))) {
      for (Path place : Trees.children(deployment)) {
        for (Path file : Trees.children(place)) {
          log(application, file)
              .or(() -> prints(application, file, false))
              .ifPresent(log -> put(found, log));
        }
      }
    }
    for (DeploymentFolder deployment : site.home().deployments(application)) {
      for (Path place : deployment.places()) {
        for (Path file : Trees.children(place)) {
          String name = file.getFileName().toString().replaceAll("\\.out$", "");
          var process = new ProcessFiles(place.resolve(name), deployment.id());
          prints(application, file, process.running(site.kernel()).isPresent())
              .ifPresent(log -> put(found, log));
        }
      }
    }
    return new ArrayList<>(found.values());
  }

  private static void put(Map<String, ProcessLog> found, ProcessLog log) {
    found.put(log.name(), log);
  }

  private Optional<ProcessLog> log(Application application, Path file) {
    Matcher matcher = LOG.matcher(file.getFileName().toString());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Path written = file.resolveSibling(matcher.group(1));
    return Optional.of(
        new FileLog(name(written), written, new LineForm.Json(), runs(application, written)));
  }

  /** What a JVM has printed itself, if it has. */
  private static Optional<ProcessLog> prints(Application application, Path file, boolean runs) {
    Matcher matcher = PRINTS.matcher(file.getFileName().toString());
    try {
      if (!matcher.matches() || Files.size(file) == 0) {
        return Optional.empty();
      }
      OptionalLong changed =
          runs ? OptionalLong.empty() : OptionalLong.of(Files.getLastModifiedTime(file).toMillis());
      var form =
          new LineForm.Plain(
              PrintTimes.of(file), changed, matcher.group(1), application.id().arn());
      return Optional.of(new FileLog(name(file), file, form, runs));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unavailable("cannot look at " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The same in the folder of the cluster and in that of its logs, and no other's: a deployment's
   * name is.
   */
  private static String name(Path file) {
    Path place = file.getParent();
    return String.join(
        "/",
        place.getParent().getFileName().toString(),
        place.getFileName().toString(),
        file.getFileName().toString());
  }

  private boolean runs(Application application, Path log) {
    Path place = log.getParent();
    Path deployment = site.home().application(application).resolve(place.getParent().getFileName());
    String process = log.getFileName().toString().replaceAll("\\.log$", "");
    return site.home().deployments(application).stream()
        .filter(folder -> folder.path().equals(deployment))
        .map(
            folder ->
                new ProcessFiles(
                    deployment.resolve(place.getFileName()).resolve(process), folder.id()))
        .anyMatch(files -> files.running(site.kernel()).isPresent());
  }
}
