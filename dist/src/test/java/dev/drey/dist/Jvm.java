package dev.drey.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JVM that runs for an application.
 *
 * @param file what the launcher wrote about it; its name begins with what the JVM is
 */
record Jvm(long pid, Path file) {
  private static final String WRITTEN = ".process";

  boolean is(String role) {
    return file.getFileName().toString().startsWith(role);
  }

  /** Those under this folder that are alive. */
  static List<Jvm> under(Path folder) {
    return files(folder).stream()
        .flatMap(file -> read(file).stream())
        .filter(Jvm::isAlive)
        .toList();
  }

  private static Optional<Jvm> read(Path file) {
    try {
      return Optional.of(new Jvm(Long.parseLong(Files.readString(file).split(" ", 2)[0]), file));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // deleted meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pid alone may be another's by now. */
  private boolean isAlive() {
    return CommandLines.of(pid).contains("-Ddrey.deployment=");
  }

  void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  static List<Path> files(Path folder) {
    return all(folder).stream().filter(file -> file.toString().endsWith(WRITTEN)).toList();
  }

  /** Every file below a folder that others write to at the same time. */
  static List<Path> all(Path folder) {
    return Files.isDirectory(folder)
        ? children(folder).stream().flatMap(child -> all(child).stream()).toList()
        : List.of(folder);
  }

  static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
