package dev.drey.demo.bots;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.demo.DemoFailure;
import dev.drey.demo.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * kinesis-local with one stream of two shards, in a process of its own, on loopback only. It ends
 * with the process that started it unless it is told to {@link #keep()} on.
 */
public final class KinesisServer implements AutoCloseable {
  public static final String STREAM = "interactions";

  /** It takes any, and Flink's consumer wants some. */
  public static final Map<String, String> CREDENTIALS =
      Map.of(
          "aws.credentials.provider",
          "BASIC",
          "aws.credentials.provider.basic.accesskeyid",
          "any",
          "aws.credentials.provider.basic.secretkey",
          "any");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The most that one PutRecords takes. */
  private static final int BATCH = 500;

  private final Process process;
  private final URI endpoint;
  private boolean kept;

  /** kinesis-local hangs on the offer of HTTP/2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ObjectMapper json = new ObjectMapper();

  private KinesisServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Where npm has put the program, below a folder with our {@code package.json}. */
  public static Path program(Path installed) {
    return installed.resolve("node_modules/kinesis-local");
  }

  /**
   * Starts it on a free port and waits until its stream is there.
   *
   * @param installed has {@code loopback.cjs}, and {@code npm ci} was called there
   * @param folder for its output, and its pid as {@code drey down} looks for it
   */
  public static KinesisServer start(Path installed, Path folder) {
    try {
      Files.createDirectories(folder);
      int port = freePort();
      var builder =
          new ProcessBuilder(
                  "node", "--require", installed.resolve("loopback.cjs").toString(), "main.js")
              .directory(program(installed).toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("kinesis.out").toFile());
      builder.environment().put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(port));
      builder.environment().put("KINESIS_MOCK_TLS_PORT", "0");
      builder.environment().put("INITIALIZE_STREAMS", STREAM + ":2");
      var kinesis =
          new KinesisServer(builder.start(), URI.create("http://127.0.0.1:" + port + "/"));
      try {
        Files.writeString(folder.resolve("kinesis.pid"), Long.toString(kinesis.process.pid()));
        kinesis.awaitStream(folder);
        return kinesis;
      } catch (IOException | RuntimeException e) {
        kinesis.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DemoFailure("Kinesis cannot be started: " + e.getMessage(), e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStream(Path folder) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!hasStream()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new DemoFailure(
            "Kinesis does not answer; it says why in " + folder.resolve("kinesis.out"));
      }
      Pause.of(Duration.ofMillis(100));
    }
  }

  private boolean hasStream() {
    try {
      return call("DescribeStreamSummary", Map.of("StreamName", STREAM)).contains("\"ACTIVE\"");
    } catch (IOException e) {
      return false; // not yet
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  long pid() {
    return process.pid();
  }

  /** A record's key, which decides the shard, and its data. */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  public record Sent(String key, byte[] data) {}

  /** Returns when the stream has them all, in this order. */
  public void put(List<Sent> records) {
    try {
      for (int from = 0; from < records.size(); from += BATCH) {
        putAtOnce(records.subList(from, Math.min(from + BATCH, records.size())));
      }
    } catch (IOException e) {
      throw new DemoFailure("Kinesis refused a record: " + e.getMessage(), e);
    }
  }

  private void putAtOnce(List<Sent> records) throws IOException {
    List<Map<String, String>> batch =
        records.stream()
            .map(
                each ->
                    Map.of(
                        "PartitionKey",
                        each.key(),
                        "Data",
                        Base64.getEncoder().encodeToString(each.data())))
            .toList();
    String answer = call("PutRecords", Map.of("StreamName", STREAM, "Records", batch));
    if (json.readTree(answer).required("FailedRecordCount").asInt() != 0) {
      throw new IOException(answer);
    }
  }

  /** Signatures are not looked at, only that there is one. */
  private String call(String operation, Map<String, ?> body) throws IOException {
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
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("interrupted", e);
    }
  }

  /** Lets it run on when this process ends. */
  void keep() {
    kept = true;
    try {
      process.getOutputStream().write('k');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new DemoFailure("Kinesis ended before it could be kept", e);
    }
  }

  /** Ends it, unless it was told to keep on. */
  @Override
  public void close() {
    if (kept) {
      return;
    }
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
