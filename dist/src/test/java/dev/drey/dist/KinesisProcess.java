package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** kinesis-local with one stream of two shards, in a process of its own, on loopback only. */
final class KinesisProcess implements AutoCloseable {
  static final String STREAM = "interactions";

  /** Any will do, and the consumer wants some. */
  static final Map<String, String> CREDENTIALS =
      Map.of(
          "aws.credentials.provider",
          "BASIC",
          "aws.credentials.provider.basic.accesskeyid",
          "any",
          "aws.credentials.provider.basic.secretkey",
          "any");

  private static final Path FOLDER =
      Path.of(System.getProperty("drey.checkout", ".."))
          .resolve("apps/bot-tagging/kinesis")
          .toAbsolutePath()
          .normalize();
  private static final Path PROGRAM = FOLDER.resolve("node_modules/kinesis-local");

  /** The most that one PutRecords takes. */
  private static final int BATCH = 500;

  private final Process process;
  private final URI endpoint;

  /** kinesis-local hangs on the offer of HTTP/2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ObjectMapper json = new ObjectMapper();

  private KinesisProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Leaves the test out where there is no Node or no kinesis-local; not in CI. */
  static void needed() {
    boolean there = Files.isReadable(PROGRAM.resolve("main.js")) && hasNode();
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

  static KinesisProcess start(Path output) {
    try {
      int port = freePort();
      var builder =
          new ProcessBuilder(
                  "node", "--require", FOLDER.resolve("loopback.cjs").toString(), "main.js")
              .directory(PROGRAM.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(port));
      builder.environment().put("KINESIS_MOCK_TLS_PORT", "0");
      builder.environment().put("INITIALIZE_STREAMS", STREAM + ":2");
      var kinesis =
          new KinesisProcess(builder.start(), URI.create("http://127.0.0.1:" + port + "/"));
      kinesis.awaitStream();
      return kinesis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStream() {
    await()
        .alias("kinesis-local has its stream")
        .atMost(Drey.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(call("DescribeStreamSummary", Map.of("StreamName", STREAM)))
                    .contains("\"ACTIVE\""));
  }

  URI endpoint() {
    return endpoint;
  }

  /** A record's key, which decides the shard, and its data. */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Sent(String key, byte[] data) {}

  /** Returns when the stream has them all, in this order. */
  void put(List<Sent> records) throws IOException, InterruptedException {
    for (int from = 0; from < records.size(); from += BATCH) {
      List<Map<String, String>> batch =
          records.subList(from, Math.min(from + BATCH, records.size())).stream()
              .map(
                  each ->
                      Map.of(
                          "PartitionKey",
                          each.key(),
                          "Data",
                          Base64.getEncoder().encodeToString(each.data())))
              .toList();
      String answer = call("PutRecords", Map.of("StreamName", STREAM, "Records", batch));
      assertThat(json.readTree(answer).required("FailedRecordCount").asInt()).isZero();
    }
  }

  /** Signatures are not looked at, only that there is one. */
  private String call(String operation, Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Kinesis_20131202." + operation)
            .header("X-Amz-Date", "20261123T000000Z")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=any/20261123/us-east-1/kinesis/aws4_request,"
                    + " SignedHeaders=host, Signature=00")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
