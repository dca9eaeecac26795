package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drey.demo.bots.KinesisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Kinesis that npm has put into the checkout. */
final class KinesisHere {
  private static final Path INSTALLED =
      Path.of(System.getProperty("drey.checkout", ".."))
          .resolve("apps/bot-tagging/kinesis")
          .toAbsolutePath()
          .normalize();

  private KinesisHere() {}

  /** Leaves the test out where there is no Node or no kinesis-local; not in CI. */
  static void needed() {
    boolean there =
        Files.isReadable(KinesisServer.program(INSTALLED).resolve("main.js")) && hasNode();
    if (!there) {
      System.err.println("LEFT OUT: no node, or no 'npm ci' in apps/bot-tagging/kinesis");
      assertThat(System.getenv("CI")).as("whether this is CI, which needs it").isNotEqualTo("true");
    }
    assumeTrue(there, "no kinesis-local");
  }

  private static boolean hasNode() {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static KinesisServer start(Path folder) {
    return KinesisServer.start(INSTALLED, folder);
  }
}
