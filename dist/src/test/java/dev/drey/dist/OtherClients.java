package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an application through clients that others wrote; part of {@link ConformanceIT}. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherClients {
  private static final Path CLIENTS =
      Path.of(System.getProperty("drey.checkout", "..")).resolve("conformance/clients");
  private static final long PATIENCE_MINUTES = 8;

  @TempDir private Path folder;

  private record Ran(int status, String output) {}

  @Test
  void boto3_lives_through_it() throws Exception {
    needs("boto3", "python3", "-c", "import boto3");

    Ran ran =
        run(
            "python3",
            CLIENTS.resolve("lifecycle.py").toString(),
            "--endpoint",
            System.getProperty("drey.endpoint"),
            "--s3",
            System.getProperty("drey.s3"),
            "--jar",
            System.getProperty("drey.jar"),
            "--credentials",
            System.getProperty("drey.credentials"));

    assertThat(ran.status()).as(ran.output()).isZero();
  }

  @Test
  void the_AWS_CLI_lives_through_it() throws Exception {
    needs("the AWS CLI", "aws", "--version");

    Ran ran =
        run(
            "sh",
            CLIENTS.resolve("lifecycle.sh").toString(),
            System.getProperty("drey.endpoint"),
            System.getProperty("drey.s3"),
            System.getProperty("drey.jar"),
            System.getProperty("drey.credentials"));

    assertThat(ran.status()).as(ran.output()).isZero();
  }

  @Test
  void the_SDK_for_JavaScript_lives_through_it() throws Exception {
    Path folder = CLIENTS.resolve("javascript");
    needs(
        "AWS SDK for JavaScript (npm ci in conformance/clients/javascript)",
        "node",
        "--input-type=module",
        "-e",
        "await import('%s')"
            .formatted(
                folder
                    .toAbsolutePath()
                    .resolve(
                        "node_modules/@aws-sdk/client-kinesis-analytics-v2/dist-cjs/index.js")));

    Ran ran =
        run(
            "node",
            folder.resolve("lifecycle.mjs").toString(),
            System.getProperty("drey.endpoint"),
            System.getProperty("drey.jar"),
            System.getProperty("drey.credentials"));

    assertThat(ran.status()).as(ran.output()).isZero();
  }

  /** Nothing is left out where it counts. */
  private void needs(String what, String... probe) throws Exception {
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

  private Ran run(String... command) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("%s did not end: %s", command[0], Files.readString(output)).isTrue();
    return new Ran(process.exitValue(), Files.readString(output));
  }
}
