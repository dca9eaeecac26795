package dev.drey.runtime.process;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The JDK that Flink runs on. */
record JavaHome(Path path) {
  private static final String WANTED = "17";

  /**
   * @throws Refused if it is not a Java 17, with what would help
   */
  static JavaHome at(Path path) {
    String version = version(path);
    if (!version.equals(WANTED) && !version.startsWith(WANTED + ".")) {
      throw refusal(path, "is Java " + version);
    }
    return new JavaHome(path);
  }

  Path java() {
    return path.resolve("bin/java");
  }

  /** Whether it is the one that this server runs on. */
  boolean isOurs() {
    try {
      return Files.isSameFile(path, Path.of(System.getProperty("java.home")));
    } catch (IOException e) {
      return false;
    }
  }

  private static String version(Path path) {
    if (!Files.isExecutable(path.resolve("bin/java"))) {
      throw refusal(path, "has no bin/java");
    }
    var release = new Properties();
    try (Reader reader = Files.newBufferedReader(path.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      throw refusal(path, "does not say its version in a file named release");
    }
    return release.getProperty("JAVA_VERSION", "of no known version").replace("\"", "");
  }

  private static Refused refusal(Path path, String obstacle) {
    return new Refused(
        Reason.INVALID_CONFIGURATION,
        "Flink runs on Java "
            + WANTED
            + " here, and "
            + path
            + " "
            + obstacle
            + "; point JAVA_HOME, or the setting drey.java.home, at a JDK 17");
  }
}
