package dev.drey.runtime.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The Flink that the build has put together, or else these tests are left out and say so. */
final class BuiltFlink {
  private BuiltFlink() {}

  static Path directory() {
    Path directory =
        Path.of(System.getProperty("drey.runtime.dir", "../runtimes/flink-1.20/target/flink-1.20"))
            .toAbsolutePath()
            .normalize();
    boolean there = Files.isDirectory(directory.resolve("lib"));
    if (!there) {
      System.err.println(
          "LEFT OUT, tests with real Flink: there is none in "
              + directory
              + "; build runtimes/flink-1.20, or name one with -Ddrey.runtime.dir");
    }
    assumeTrue(there, "no Flink in " + directory);
    return directory;
  }

  /** Not there unless somebody made them: then everything starts in twice the time. */
  static Optional<Path> archives() {
    return Optional.ofNullable(System.getProperty("drey.archives.dir")).map(Path::of);
  }

  static Path agent() {
    return Path.of(
            System.getProperty(
                "drey.agent.jar",
                "../agent/flink-1.20/target/drey-agent-flink-1.20-0.1.0-SNAPSHOT.jar"))
        .toAbsolutePath()
        .normalize();
  }
}
