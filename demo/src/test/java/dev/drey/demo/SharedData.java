package dev.drey.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real logs that lie beside the checkout on some machines and are no part of the project. */
final class SharedData {
  private SharedData() {}

  /** The log of this name; where there is none the test is left out, and says so. */
  static LogFile log(String name) {
    Path project = Path.of("").toAbsolutePath();
    while (project != null && !Files.isDirectory(project.resolve("apps"))) {
      project = project.getParent();
    }
    assumeTrue(project != null, "not inside a checkout");
    Path file = project.resolve("../shared/data").resolve(name).normalize();
    if (!Files.isReadable(file)) {
      System.err.println("LEFT OUT: no ../shared/data/" + name + " beside the checkout");
    }
    assumeTrue(Files.isReadable(file), "no ../shared/data/" + name);
    return new LogFile(file);
  }
}
