package dev.drey.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A Kafka of one node in a JVM of its own, with everything it has in one folder. It ends with the
 * process that started it unless it is told to {@link #keep()} on.
 */
public final class KafkaServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Always the same, so that a folder that was used before is taken up again. */
  private static final String CLUSTER_ID = "ZHJleS1kZW1vLWthZmthMQ";

  private static final String PID_FILE = "kafka.pid";
  private static final String LOG_FILE = "kafka.log";
  private static final String OUTPUT_FILE = "kafka.out";

  private final Process process;
  private final Path folder;
  private final int port;
  private boolean kept;

  private KafkaServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts it on free ports and waits until it answers; one left over in this folder is ended. */
  public static KafkaServer start(Path folder) {
    try {
      Path home = Files.createDirectories(folder).toAbsolutePath();
      stopLeftover(home);
      List<Integer> ports = freePorts(2);
      Path properties = writeProperties(home, ports.get(0), ports.get(1));
      format(properties);
      var server = new KafkaServer(launch(home, properties), home, ports.get(0));
      try {
        server.writePid();
        server.awaitAnswer();
        return server;
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DemoFailure("Kafka cannot be started in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Ends a Kafka that an earlier process started in this folder, if it still runs. */
  public static void stopLeftover(Path folder) throws IOException {
    Path file = folder.resolve(PID_FILE);
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() == 2) {
      ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(found -> startOf(found).equals(lines.get(1)))
          .ifPresent(KafkaServer::end);
    }
    Files.delete(file);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public long pid() {
    return process.pid();
  }

  /** Makes topics that are not there yet. */
  public void createTopics(Map<String, Integer> partitionsByName) {
    List<NewTopic> topics =
        partitionsByName.entrySet().stream()
            .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1))
            .toList();
    try (Admin admin = admin()) {
      Set<String> existing = admin.listTopics().names().get();
      admin
          .createTopics(topics.stream().filter(t -> !existing.contains(t.name())).toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new DemoFailure("Kafka cannot make its topics: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()));
  }

  /** Lets it run on when this process ends. */
  public void keep() {
    kept = true;
    try {
      process.getOutputStream().write('k');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new DemoFailure("Kafka ended before it could be kept; see " + log(), e);
    }
  }

  /** Ends it, unless it was told to keep on. */
  @Override
  public void close() {
    if (kept) {
      return;
    }
    end(process.toHandle());
    try {
      Files.deleteIfExists(folder.resolve(PID_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw interrupted(e);
    }
  }

  /** A pid alone may belong to another process by now; a pid with its start cannot. */
  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private void writePid() throws IOException {
    Files.writeString(
        folder.resolve(PID_FILE), process.pid() + "\n" + startOf(process.toHandle()) + "\n");
  }

  private static Path writeProperties(Path home, int port, int controllerPort) throws IOException {
    Files.writeString(
        home.resolve("logging.properties"),
        """
        handlers = java.util.logging.FileHandler
        .level = WARNING
        java.util.logging.FileHandler.pattern = %s
        java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
        """
            .formatted(home.resolve(LOG_FILE).toString().replace("%", "%%")));
    return Files.writeString(
        home.resolve("server.properties"),
        """
        process.roles = broker,controller
        node.id = 1
        controller.quorum.voters = 1@127.0.0.1:%2$d
        controller.listener.names = CONTROLLER
        listeners = PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        log.dirs = %3$s
        auto.create.topics.enable = false
        # One node: nothing can be replicated, and a few partitions of the internal topics do.
        offsets.topic.replication.factor = 1
        offsets.topic.num.partitions = 2
        transaction.state.log.replication.factor = 1
        transaction.state.log.min.isr = 1
        transaction.state.log.num.partitions = 2
        group.initial.rebalance.delay.ms = 0
        # Applications that set nothing ask for an hour.
        transaction.max.timeout.ms = 3600000
        # Old logs are replayed: a record may be of any time.
        log.retention.ms = -1
        log.message.timestamp.before.max.ms = 9223372036854775807
        log.message.timestamp.after.max.ms = 9223372036854775807
        """
            .formatted(port, controllerPort, home.resolve("data")));
  }

  private static void format(Path properties) {
    var output = new ByteArrayOutputStream();
    int status =
        StorageTool.execute(
            new String[] {
              "format",
              "--ignore-formatted",
              "--cluster-id",
              CLUSTER_ID,
              "--config",
              properties.toString()
            },
            new PrintStream(output, true, UTF_8));
    if (status != 0) {
      throw new DemoFailure("Kafka's folder cannot be formatted: " + output.toString(UTF_8));
    }
  }

  private static Process launch(Path home, Path properties) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.logging.config.file=" + home.resolve("logging.properties"),
            "-cp",
            System.getProperty("java.class.path"),
            KafkaProcess.class.getName(),
            properties.toString())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve(OUTPUT_FILE).toFile())
        .start();
  }

  private void awaitAnswer() {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!answers()) {
      if (!process.isAlive()) {
        throw new DemoFailure("Kafka ended while it started; see " + log() + tail());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new DemoFailure(
            "Kafka does not answer after %d s; see %s%s"
                .formatted(PATIENCE.toSeconds(), log(), tail()));
      }
      try {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** First whether the port is open: an admin client warns about each attempt that fails. */
  private boolean answers() {
    try (var probe = new java.net.Socket(InetAddress.getLoopbackAddress(), port);
        Admin admin = admin()) {
      return probe.isConnected()
          && !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (IOException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Path log() {
    return folder.resolve(LOG_FILE);
  }

  private String tail() {
    return Stream.of(OUTPUT_FILE, LOG_FILE)
        .map(folder::resolve)
        .map(KafkaServer::lastLine)
        .flatMap(Optional::stream)
        .reduce("", (all, line) -> all + "\n  " + line);
  }

  private static Optional<String> lastLine(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).reduce((first, second) -> second);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    if (count == 0) {
      return List.of();
    }
    // Each stays taken until all are found, so that no two are the same.
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Stream.concat(Stream.of(socket.getLocalPort()), freePorts(count - 1).stream())
          .toList();
    }
  }

  private static DemoFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new DemoFailure("interrupted", e);
  }
}
