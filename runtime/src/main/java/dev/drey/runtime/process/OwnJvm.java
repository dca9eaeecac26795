package dev.drey.runtime.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A JVM that does one thing and writes what came of it. Its input ends with us, and it ends with
 * its input.
 *
 * @param what it does, for messages
 * @param printed where what it prints goes
 */
record OwnJvm(String what, Path printed, ProcessBuilder builder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Runs it to its end.
   *
   * @param file where it writes its result
   */
  JsonNode result(Path file) {
    run();
    return WholeFile.read(file)
        .map(this::parse)
        .orElseThrow(
            () ->
                new Unavailable(
                    "the %s ended without a result: %s"
                        .formatted(what, WholeFile.read(printed).orElse("").strip())));
  }

  private void run() {
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable("the " + what + " was interrupted", e);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new Unavailable("cannot start the " + what + ": " + e.getMessage(), e);
    }
  }

  private JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("not the result of the " + what + ": " + text, e);
    }
  }
}
