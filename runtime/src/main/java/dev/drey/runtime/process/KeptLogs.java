package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.log.FreedHead;
import dev.drey.runtime.log.PrintTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is left of the logs of processes that have ended: the newest, up to a bound. */
final class KeptLogs {
  private final Site site;

  KeptLogs(Site site) {
    this.site = site;
  }

  private record Kept(Path file, long size, FileTime changed) {}

  /** What JVMs themselves have printed goes to what they have logged. */
  void keepPrints(DeploymentFolder deployment) {
    for (Path place : deployment.places()) {
      Path logs = deployment.logs().resolve(place.getFileName());
      for (ProcessFiles process : deployment.processesIn(place)) {
        keep(process.out(), logs);
      }
    }
  }

  private static void keep(Path prints, Path logs) {
    try {
      if (Files.exists(logs) && Files.size(prints) > 0) {
        Path kept = logs.resolve(prints.getFileName());
        PrintTimes.move(prints, kept);
        Files.move(prints, kept);
      }
    } catch (NoSuchFileException nothingPrinted) {
      return;
    } catch (IOException e) {
      throw new Unavailable("cannot move " + prints + " to " + logs + ": " + e, e);
    }
  }

  /**
   * Notes the time of what JVMs themselves have printed, and frees its older part, while they go
   * on.
   */
  void boundPrints(Application application) {
    LogBounds bounds = site.settings().logs();
    for (DeploymentFolder deployment : site.home().deployments(application)) {
      for (Path place : deployment.places()) {
        for (ProcessFiles process : deployment.processesIn(place)) {
          if (Files.exists(process.out())) {
            PrintTimes.note(process.out());
            FreedHead.shorten(process.out(), bounds.process().bytes(), bounds.file());
          }
        }
      }
    }
  }

  /** Deletes the oldest files beyond the bound, none of a process that runs. */
  void bound(Application application) {
    Set<Path> written = written(application);
    List<Kept> files = new ArrayList<>();
    for (Path deployment : Trees.children(site.home().logs(application))) {
      for (Path place : Trees.children(deployment)) {
        for (Path file : Trees.children(place)) {
          if (written.stream().noneMatch(log -> file.toString().startsWith(log.toString()))) {
            add(file, files);
          }
        }
      }
    }
    files.sort(Comparator.comparing(Kept::changed).reversed());
    long left = site.settings().logs().ended().bytes();
    for (Kept kept : files) {
      left -= kept.size();
      if (left < 0) {
        delete(kept.file());
      }
    }
  }

  /** The logs of processes that run; their older parts have names that begin with these. */
  private Set<Path> written(Application application) {
    Set<Path> written = new HashSet<>();
    for (DeploymentFolder deployment : site.home().deployments(application)) {
      for (Path place : deployment.places()) {
        for (ProcessFiles process : deployment.processesIn(place)) {
          if (process.running(site.kernel()).isPresent()) {
            Path logs = deployment.logs().resolve(place.getFileName());
            written.add(logs.resolve(process.name() + ".log"));
          }
        }
      }
    }
    return written;
  }

  private static void add(Path file, List<Kept> files) {
    try {
      files.add(new Kept(file, FreedHead.kept(file), Files.getLastModifiedTime(file)));
    } catch (IOException goneMeanwhile) {
      return;
    }
  }

  /** With the folders that become empty. */
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      for (Path folder = file.getParent();
          !folder.getFileName().toString().equals(Home.LOGS) && Trees.children(folder).isEmpty();
          folder = folder.getParent()) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new Unavailable("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }
}
