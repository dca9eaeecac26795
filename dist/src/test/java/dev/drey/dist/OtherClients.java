package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of an application through clients that others wrote; part of {@link ConformanceIT}. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherClients {
  private static final Path CLIENTS =
      Path.of(System.getProperty("drey.checkout", "..")).resolve("conformance/clients");
  private static final Path EXAMPLES =
      Path.of(System.getProperty("drey.checkout", "..")).resolve("examples");

  @TempDir private Path folder;

  private Program program;

  @BeforeEach
  void outside() {
    program = new Program(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lifecycle.py", "snapshots.py"})
  void boto3_lives_through_it(String script) throws Exception {
    program.needs("boto3", "python3", "-c", "import boto3");

    Program.Ran ran =
        program.run(
            "python3",
            "-B", // nothing is written beside the scripts
            CLIENTS.resolve(script).toString(),
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
    program.needs("the AWS CLI", "aws", "--version");

    Program.Ran ran =
        program.run(
            "sh",
            CLIENTS.resolve("lifecycle.sh").toString(),
            System.getProperty("drey.endpoint"),
            System.getProperty("drey.s3"),
            System.getProperty("drey.jar"),
            System.getProperty("drey.credentials"));

    assertThat(ran.status()).as(ran.output()).isZero();
  }

  @Test
  void the_example_of_a_pipeline_delivers_and_rolls_back() throws Exception {
    program.needs("the AWS CLI", "aws", "--version");
    Path good = Path.of(System.getProperty("drey.jar"));
    Path bad =
        TroubleJar.ofMain(
            folder, "bad", "throw new IllegalStateException(\"this version is of no use\");");

    Program.Ran first = deliver(good);
    Program.Ran same = deliver(good);
    Program.Ran broken = deliver(bad);

    assertThat(first.status()).as(first.output()).isZero();
    assertThat(first.output()).contains("created pipeline", "is RUNNING, version 1");
    assertThat(same.status()).as(same.output()).isZero();
    assertThat(same.output()).contains("is RUNNING, version 2");
    assertThat(broken.status()).as(broken.output()).isEqualTo(1);
    assertThat(broken.output())
        .contains("this version is of no use", "rolled back: pipeline is RUNNING");
  }

  private Program.Ran deliver(Path jar) throws Exception {
    return program.run(
        Map.of(
            "AWS_ENDPOINT_URL_KINESIS_ANALYTICS_V2",
            System.getProperty("drey.endpoint"),
            "AWS_ENDPOINT_URL_S3",
            System.getProperty("drey.s3"),
            "AWS_SHARED_CREDENTIALS_FILE",
            System.getProperty("drey.credentials"),
            "AWS_CONFIG_FILE",
            "/dev/null",
            "AWS_DEFAULT_REGION",
            System.getProperty("drey.region")),
        "sh",
        EXAMPLES.resolve("ci/deploy.sh").toString(),
        "pipeline",
        jar.toString(),
        "pipeline-code");
  }

  @Test
  void the_SDK_for_JavaScript_lives_through_it() throws Exception {
    Path folder = CLIENTS.resolve("javascript");
    program.needs(
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

    Program.Ran ran =
        program.run(
            "node",
            folder.resolve("lifecycle.mjs").toString(),
            System.getProperty("drey.endpoint"),
            System.getProperty("drey.jar"),
            System.getProperty("drey.credentials"));

    assertThat(ran.status()).as(ran.output()).isZero();
  }
}
