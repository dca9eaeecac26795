package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of others, run to their end, with no keys of whoever runs the tests. */
record Program(Path folder) {
  private static final long PATIENCE_MINUTES = 8;

  record Ran(int status, String output) {}

  /** Nothing is left out where it counts. */
  void needs(String what, String... probe) throws Exception {
    boolean there = works(probe);
    if (!there) {
      System.err.println("LEFT OUT: there is no " + what + " on this machine");
      assertThat(System.getenv("CI"))
          .as("whether this is CI, which needs " + what)
          .isNotEqualTo("true");
    }
    assumeTrue(there, "no " + what);
  }

  private boolean works(String... probe) throws Exception {
    try {
      return run(probe).status() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  Ran run(String... command) throws Exception {
    return run(Map.of(), command);
  }

  Ran run(Map<String, String> environment, String... command) throws Exception {
    Path output = folder.resolve("output");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("AWS_.*(KEY|TOKEN|PROFILE).*"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("%s did not end: %s", command[0], Files.readString(output)).isTrue();
    return new Ran(process.exitValue(), Files.readString(output));
  }
}
