package dev.drey.agent.archive;

import java.io.File;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JobManager and a TaskManager that run the training job in a folder of their own, and the
 * questions to ask them.
 */
public final class Rehearsal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final String JOB = "0000000000000000000000000000d4e1";

  private final RuntimeJvms jvms;
  private final Path plugins;
  private final Path folder;
  private final int rpcPort;
  private final int restPort;
  private final Map<Role, Integer> metricPorts = new EnumMap<>(Role.class);
  private final Map<Role, Process> processes = new EnumMap<>(Role.class);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private Rehearsal(RuntimeJvms jvms, Path plugins, Path folder, List<Integer> ports) {
    this.jvms = jvms;
    this.plugins = plugins;
    this.folder = folder;
    rpcPort = ports.get(0);
    restPort = ports.get(1);
    metricPorts.put(Role.JOBMANAGER, ports.get(2));
    metricPorts.put(Role.TASKMANAGER, ports.get(3));
  }

  /**
   * Lays out the folder; nothing runs yet.
   *
   * @param plugins the runtime's plugins, among them the Prometheus reporter
   */
  public static Rehearsal prepare(RuntimeJvms jvms, Path plugins, Path trainingJar, Path folder)
      throws IOException {
    var rehearsal = new Rehearsal(jvms, plugins.toAbsolutePath(), folder, freePorts(4));
    for (String name : List.of("conf", "usrlib", "log", "in", "out", "checkpoints", "savepoints")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.copy(trainingJar, folder.resolve("usrlib/job.jar"));
    Files.writeString(folder.resolve("in/lines"), "key-1\nkey-2\n");
    Files.writeString(folder.resolve("conf/config.yaml"), rehearsal.configuration());
    Files.writeString(folder.resolve("conf/log4j.properties"), logging());
    return rehearsal;
  }

  private static List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private String configuration() {
    return """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 1
        taskmanager.cpu.cores: 1.0
        taskmanager.memory.framework.heap.size: 64m
        taskmanager.memory.framework.off-heap.size: 64m
        taskmanager.memory.task.heap.size: 96m
        taskmanager.memory.task.off-heap.size: 0m
        taskmanager.memory.network.min: 16m
        taskmanager.memory.network.max: 16m
        taskmanager.memory.managed.size: 32m
        taskmanager.memory.jvm-metaspace.size: 128m
        taskmanager.memory.jvm-overhead.min: 64m
        taskmanager.memory.jvm-overhead.max: 64m
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        rest.flamegraph.enabled: true
        web.refresh-interval: 100
        parallelism.default: 1
        state.backend.type: rocksdb
        execution.checkpointing.interval: 500 ms
        execution.checkpointing.incremental: true
        execution.checkpointing.dir: %s
        execution.checkpointing.savepoint-dir: %s
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
        execution.submit-failed-job-on-application-error: true
        execution.shutdown-on-application-finish: false
        restart-strategy.type: fixed-delay
        restart-strategy.fixed-delay.attempts: 3
        restart-strategy.fixed-delay.delay: 100 ms
        cluster.registration.initial-timeout: 50 ms
        cluster.registration.max-timeout: 1 s
        cluster.registration.error-delay: 50 ms
        cluster.registration.refused-registration-delay: 50 ms
        heartbeat.interval: 500 ms
        heartbeat.timeout: 20 s
        heartbeat.rpc-failure-threshold: 2
        metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
        io.tmp.dirs: %s
        """
        .formatted(
            rpcPort,
            restPort,
            folder.resolve("checkpoints").toUri(),
            folder.resolve("savepoints").toUri(),
            folder);
  }

  /** Both kinds of appender that a server may ask for, so that either is in the archive. */
  private static String logging() {
    return """
        rootLogger.level = INFO
        rootLogger.appenderRef.file.ref = file
        rootLogger.appenderRef.console.ref = console
        appender.console.name = console
        appender.console.type = CONSOLE
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
        appender.file.name = file
        appender.file.type = RollingFile
        appender.file.fileName = ${sys:log.file}
        appender.file.filePattern = ${sys:log.file}.%i
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
        appender.file.policies.type = Policies
        appender.file.policies.size.type = SizeBasedTriggeringPolicy
        appender.file.policies.size.size = 100MB
        appender.file.strategy.type = DefaultRolloverStrategy
        appender.file.strategy.max = 3
        """;
  }

  public void startJobManager(List<String> moreOptions) throws IOException {
    var arguments = new ArrayList<>(List.of("--configDir", conf().toString()));
    arguments.addAll(List.of("--job-classname", "dev.drey.agent.training.TrainingJob"));
    arguments.addAll(List.of("--job-id", JOB));
    arguments.add("-Dmetrics.reporter.prom.port=" + metricPorts.get(Role.JOBMANAGER));
    arguments.addAll(List.of(in(), out(), "fail-once"));
    start(Role.JOBMANAGER, moreOptions, arguments);
  }

  public void startTaskManager(List<String> moreOptions) throws IOException {
    var arguments = new ArrayList<>(List.of("--configDir", conf().toString()));
    arguments.add("-Dmetrics.reporter.prom.port=" + metricPorts.get(Role.TASKMANAGER));
    arguments.add("-Dtaskmanager.resource-id=rehearsal");
    start(Role.TASKMANAGER, moreOptions, arguments);
  }

  /** Starts the check of the training job against a state of it. */
  public Process startCheck(List<String> moreOptions, String state, Path result)
      throws IOException {
    return start(
        Role.CHECK,
        moreOptions,
        List.of(
            "--jar",
            folder.resolve("usrlib/job.jar").toString(),
            "--main-class",
            "dev.drey.agent.training.TrainingJob",
            "--config-dir",
            conf().toString(),
            "--state",
            state,
            "--out",
            result.toString(),
            "--",
            in(),
            out()));
  }

  private Process start(Role role, List<String> moreOptions, List<String> arguments)
      throws IOException {
    var options = new ArrayList<>(moreOptions);
    options.add("-Dlog.file=" + log(role));
    options.add("-Dlog4j.configurationFile=" + conf().resolve("log4j.properties").toUri());
    options.add("-Xmx192m");
    var builder = new ProcessBuilder(jvms.command(role, options, arguments));
    builder.environment().put("FLINK_CONF_DIR", conf().toString());
    // Flink finds usrlib beside the lib it is told of; the jars come by the class path.
    builder.environment().put("FLINK_LIB_DIR", folder.resolve("lib").toString());
    builder.environment().put("FLINK_PLUGINS_DIR", plugins.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log/" + role.word() + ".out").toFile());
    var process = builder.start();
    processes.put(role, process);
    return process;
  }

  private Path log(Role role) {
    return folder.resolve("log/" + role.word() + ".log");
  }

  public Path conf() {
    return folder.resolve("conf");
  }

  private String in() {
    return folder.resolve("in").toString();
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  /** Waits for the job to run again after its one failure, with checkpoints before and after. */
  public void awaitRecovery() throws IOException, InterruptedException {
    await(job("/checkpoints"), seen -> number("restored", seen) > 0);
    long restored = number("completed", get(job("/checkpoints")));
    await(job("/checkpoints"), seen -> number("completed", seen) > restored);
  }

  private static long number(String name, String json) {
    var found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /** Takes a savepoint and says where it is. */
  public String savepoint() throws IOException, InterruptedException {
    var trigger =
        send(
            HttpRequest.newBuilder(rest(job("/savepoints")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"cancel-job\":false}")));
    var id = text("request-id", trigger);
    var done = await(job("/savepoints/" + id), seen -> text("id", seen).equals("COMPLETED"));
    return text("location", done);
  }

  private static String text(String name, String json) {
    var found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }

  /** Asks what a server, the dashboard and a collector of metrics ask. */
  public void visitEverything() throws IOException, InterruptedException {
    var vertex = text("id", get(job("")).replaceFirst("(?s).*\"vertices\":", ""));
    for (String path :
        List.of(
            "/",
            "/overview",
            "/config",
            "/jobs/overview",
            job(""),
            job("/checkpoints"),
            job("/checkpoints/config"),
            job("/exceptions"),
            job("/config"),
            job("/plan"),
            job("/metrics"),
            job("/vertices/" + vertex),
            job("/vertices/" + vertex + "/metrics"),
            job("/vertices/" + vertex + "/flamegraph?type=full"),
            "/taskmanagers",
            "/taskmanagers/rehearsal",
            "/taskmanagers/rehearsal/metrics",
            "/jobmanager/config",
            "/jobmanager/metrics")) {
      get(path);
    }
    metrics(Role.JOBMANAGER);
    metrics(Role.TASKMANAGER);
  }

  public String job(String path) {
    return "/jobs/" + JOB + path;
  }

  public String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(rest(path)));
  }

  /** What the Prometheus reporter of a JVM says. */
  public String metrics(Role role) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(loopback(metricPorts.get(role), "/metrics")));
  }

  private URI rest(String path) {
    return loopback(restPort, path);
  }

  private static URI loopback(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response =
        http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw new IOException(
          "%s answered %d: %s".formatted(response.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }

  /** Asks until the answer is as wished; gives up when a JVM ends or patience does. */
  public String await(String path, Predicate<String> wished)
      throws IOException, InterruptedException {
    var giveUpAt = Instant.now().plus(PATIENCE);
    String last = "no answer";
    while (Instant.now().isBefore(giveUpAt)) {
      requireAlive();
      try {
        last = get(path);
        if (wished.test(last)) {
          return last;
        }
      } catch (IOException e) {
        last = e.toString();
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
    throw new IOException("gave up on " + path + "; last seen: " + last);
  }

  private void requireAlive() throws IOException {
    for (var entry : processes.entrySet()) {
      if (entry.getKey() != Role.CHECK && !entry.getValue().isAlive()) {
        throw new IOException(
            "the %s ended with status %d"
                .formatted(entry.getKey().word(), entry.getValue().exitValue()));
      }
    }
  }

  /** Ends both JVMs as a server does, and lets them write their archives. */
  public void end() throws InterruptedException {
    processes.values().forEach(Process::destroy);
    for (Process process : processes.values()) {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Leaves no process behind. The folder stays, with the logs. */
  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
  }

  /** Removes the folder and all in it. */
  void forget() throws IOException {
    delete(folder);
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
    }
  }
}
