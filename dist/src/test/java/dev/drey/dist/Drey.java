package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A home and the servers that live in it one after the other, by the distribution's own commands.
 * Closing it ends every process that names the home, whatever the test has come to.
 */
final class Drey implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(3);
  static final String BUCKET = "code";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private Optional<Clients> clients = Optional.empty();

  Drey(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  /** How a command ended, and all that it said. */
  record Ran(int status, String output) {}

  private record Clients(
      KinesisAnalyticsV2Client flink, CloudWatchLogsClient logs, S3Client objects)
      implements AutoCloseable {
    @Override
    public void close() {
      flink.close();
      logs.close();
      objects.close();
    }
  }

  static Path distribution() {
    Path distribution =
        Path.of(System.getProperty("drey.distribution", "target/drey")).toAbsolutePath();
    assertThat(distribution.resolve("bin/drey"))
        .as("the distribution; 'mvn package' makes it")
        .isExecutable();
    return distribution;
  }

  /** A folder of this name for tests that JUnit gives none, empty whatever was in it. */
  static Path freshFolder(String name) {
    Path folder = distribution().resolveSibling("it").resolve(name);
    delete(folder);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Jvm.children(path).forEach(Drey::delete);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for as many as are wanted, or more, which is for the test to see. */
  static void awaitAtLeast(String what, Supplier<Integer> seen, int wanted) {
    await()
        .alias(wanted + " " + what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(seen.get()).isGreaterThanOrEqualTo(wanted));
  }

  Path home() {
    return home;
  }

  /** Starts a server and waits until it answers. */
  Drey up(String... more) {
    forget();
    List<String> command = new ArrayList<>(List.of("up", "--detach", "--port", "0"));
    command.addAll(List.of(more));
    Ran ran = run(command.toArray(String[]::new));
    assertThat(ran.status()).as("drey up said: %s", ran.output()).isZero();
    return this;
  }

  /** Kills the server, with no time to say good-bye. */
  void kill() {
    signal("KILL", server());
    awaitEnd(server());
  }

  /** Stops everything. */
  void down() {
    Ran ran = run("down");
    assertThat(ran.status()).as("drey down said: %s", ran.output()).isZero();
  }

  long server() {
    return endpoints().required("pid").asLong();
  }

  static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-s", name, "--", Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static void awaitEnd(long pid) {
    await()
        .alias("the end of process " + pid)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(CommandLines.of(pid)).isEmpty());
  }

  /** Runs a command on this home. */
  Ran run(String... command) {
    try {
      Path output = Files.createTempFile(home.getParent(), "drey-", ".out");
      Process process = command(command).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String said = Files.readString(output);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as("drey %s did not end; it said: %s", command[0], said).isTrue();
      return new Ran(process.exitValue(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** A command on this home as a process to be started. */
  ProcessBuilder command(String... command) {
    List<String> all = new ArrayList<>();
    all.add(distribution().resolve("bin/drey").toString());
    all.add(command[0]);
    all.addAll(List.of("--home", home.toString()));
    all.addAll(Arrays.asList(command).subList(1, command.length));
    var builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  JsonNode endpoints() {
    try {
      return JSON.readTree(Files.readAllBytes(home.resolve("endpoints.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server tells a browser or a scraper of this machine. */
  String page(String path) {
    URI address = URI.create(endpoints().required("kinesisAnalytics").asText() + path);
    try {
      HttpResponse<String> answer =
          HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  KinesisAnalyticsV2Client flink() {
    return clients().flink();
  }

  /** What CloudWatch Logs answers, at the same endpoint. */
  CloudWatchLogsClient logs() {
    return clients().logs();
  }

  S3Client objects() {
    return clients().objects();
  }

  /** Puts a jar where applications find their code. */
  void upload(Path jar, String key) {
    if (objects().listBuckets().buckets().stream().noneMatch(it -> it.name().equals(BUCKET))) {
      objects().createBucket(request -> request.bucket(BUCKET));
    }
    objects().putObject(request -> request.bucket(BUCKET).key(key), jar);
  }

  private Clients clients() {
    if (clients.isEmpty()) {
      clients = Optional.of(connect());
    }
    return clients.get();
  }

  /** A server has ports of its own. */
  void forget() {
    clients.ifPresent(Clients::close);
    clients = Optional.empty();
  }

  private Clients connect() {
    JsonNode server = endpoints();
    var credentials = credentials(server);
    var region = Region.of(server.required("region").asText());
    return new Clients(
        KinesisAnalyticsV2Client.builder()
            .endpointOverride(URI.create(server.required("kinesisAnalytics").asText()))
            .region(region)
            .credentialsProvider(credentials)
            .httpClient(ApacheHttpClient.create())
            .build(),
        CloudWatchLogsClient.builder()
            .endpointOverride(URI.create(server.required("kinesisAnalytics").asText()))
            .region(region)
            .credentialsProvider(credentials)
            .httpClient(ApacheHttpClient.create())
            .build(),
        S3Client.builder()
            .endpointOverride(URI.create(server.required("s3").asText()))
            .region(region)
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .httpClient(ApacheHttpClient.create())
            .build());
  }

  /** What the server tells of metrics; to be closed. */
  CloudWatchClient cloudWatch() {
    JsonNode server = endpoints();
    return CloudWatchClient.builder()
        .endpointOverride(URI.create(server.required("kinesisAnalytics").asText()))
        .region(Region.of(server.required("region").asText()))
        .credentialsProvider(credentials(server))
        .httpClient(ApacheHttpClient.create())
        .build();
  }

  private static ProfileCredentialsProvider credentials(JsonNode server) {
    return ProfileCredentialsProvider.builder()
        .profileFile(
            ProfileFile.builder()
                .content(Path.of(server.required("credentials").asText()))
                .type(ProfileFile.Type.CREDENTIALS)
                .build())
        .profileName("default")
        .build();
  }

  /** Every process of this home, its server among them: pid and command line. */
  Map<Long, String> processes() {
    return CommandLines.naming(home);
  }

  @Override
  public void close() {
    forget();
    await()
        .alias("the end of everything in " + home)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              processes().keySet().forEach(pid -> signal("KILL", pid));
              return processes().isEmpty();
            });
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }
}
