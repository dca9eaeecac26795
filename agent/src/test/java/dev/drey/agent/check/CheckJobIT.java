package dev.drey.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drey.agent.archive.Rehearsal;
import dev.drey.agent.archive.Role;
import dev.drey.agent.archive.RuntimeJvms;
import dev.drey.agent.trial.TryRestore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check as a server runs it: a process, against state that a real job left. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckJobIT {
  private static final Path RUNTIME = Path.of(System.getProperty("runtime.directory"));
  private static final Path TRAINING = Path.of(System.getProperty("training.jar"));

  @TempDir private static Path home;
  private static RuntimeJvms jvms;
  private static Path conf;
  private static String savepoint;
  private static String checkpoint;

  @TempDir private Path folder;
  private UserJar jars;

  @BeforeAll
  static void leaveState() throws Exception {
    jvms =
        RuntimeJvms.of(
            RUNTIME, Path.of(System.getProperty("agent.jar")), RUNTIME.resolve("jvm-options"));
    try (var rehearsal =
        Rehearsal.prepare(jvms, RUNTIME.resolve("plugins"), TRAINING, home.resolve("home"))) {
      rehearsal.startJobManager(List.of());
      rehearsal.startTaskManager(List.of());
      rehearsal.awaitRecovery();
      savepoint = rehearsal.savepoint();
      conf = rehearsal.conf();
      rehearsal.end();
    }
    checkpoint = newestCheckpoint(home.resolve("home/checkpoints"));
  }

  private static String newestCheckpoint(Path checkpoints) throws IOException {
    try (var files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().toString())
          .max(String::compareTo)
          .orElseThrow();
    }
  }

  @BeforeEach
  void prepare() {
    jars = new UserJar(folder);
  }

  @Test
  void the_same_job_keeps_everything_from_savepoint_and_checkpoint() throws Exception {
    for (String state : List.of(savepoint, checkpoint)) {
      var result = result(start(TRAINING, "--state", state, "--", "in", "out"));

      assertThat(result.path("ok").asBoolean()).as(result.toString()).isTrue();
      assertThat(fates(result))
          .containsExactlyInAnyOrder(
              "generated KEPT UNKNOWN",
              "read KEPT UNKNOWN",
              "visits KEPT SAME",
              "sessions KEPT SAME",
              "lines KEPT UNKNOWN",
              "files KEPT UNKNOWN",
              "Sink Committer: files KEPT UNKNOWN");
    }
  }

  @Test
  void another_job_drops_what_it_does_not_take_and_says_how_much() throws Exception {
    var jar = jars.counting("generated", "line -> line", "Types.STRING", "visits");

    var result = result(start(jar, "--state", savepoint));

    assertThat(result.path("kind").asText()).isEqualTo("STATE_MISMATCH");
    assertThat(fates(result)).contains("generated KEPT UNKNOWN", "visits KEPT SAME", "sink NEW ");
    assertThat(fates(result)).filteredOn(fate -> fate.contains("DROPPED")).hasSize(5);
    assertThat(result.path("message").asText()).contains("bytes of state");
  }

  @Test
  void keys_of_another_type_are_seen() throws Exception {
    var jar = jars.counting("generated", "line -> 1L", "Types.LONG", "visits");

    for (String state : List.of(savepoint, checkpoint)) {
      var result = result(start(jar, "--state", state, "--allow-non-restored-state"));

      assertThat(result.path("kind").asText()).isEqualTo("STATE_MISMATCH");
      assertThat(result.path("message").asText()).contains("visits", "keys of another type");
    }
  }

  @Test
  void a_main_that_exits_is_told_from_one_that_ends() throws Exception {
    var result = result(start(jars.withMain("System.exit(0);")));

    assertThat(result.path("kind").asText()).isEqualTo("MAIN_EXITED");
    assertThat(result.path("stack").asText()).contains("Main.main");
  }

  @Test
  void a_main_that_never_ends_is_shown_where_it_stands_when_somebody_ends_it() throws Exception {
    var jar = jars.withMain("System.out.println(\"here\"); Thread.sleep(Long.MAX_VALUE);");
    var process = start(jar);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.readString(folder.resolve("out")).contains("here"));

    process.destroy();

    var result = result(process);
    assertThat(result.path("kind").asText()).isEqualTo("MAIN_STILL_RUNNING");
    assertThat(result.path("stack").asText()).contains("Thread.sleep", "Main.main");
  }

  @Test
  void threads_and_hooks_that_main_left_keep_nothing_alive() throws Exception {
    var forever = "() -> { while (true) java.util.concurrent.locks.LockSupport.park(); }";
    var jar =
        jars.withMain(
            """
            new Thread(%s).start();
            Runtime.getRuntime().addShutdownHook(new Thread(%s));
            var env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.fromData(1, 2).sinkTo(new DiscardingSink<>());
            env.execute();
            """
                .formatted(forever, forever));

    assertThat(result(start(jar)).path("ok").asBoolean()).isTrue();
  }

  @Test
  void table_programs_are_understood() throws Exception {
    var jar =
        jars.withMain(
            """
            var env = StreamExecutionEnvironment.getExecutionEnvironment();
            var tables = org.apache.flink.table.api.bridge.java.StreamTableEnvironment.create(env);
            tables.executeSql("CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen')");
            tables.executeSql("CREATE TABLE nothing (n BIGINT, c BIGINT) WITH ('connector' = 'blackhole')");
            tables.executeSql("INSERT INTO nothing SELECT n % 10, COUNT(*) FROM numbers GROUP BY n % 10");
            """);

    var result = result(start(jar));

    assertThat(result.path("ok").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.path("plan").asText()).contains("GroupAggregate");
  }

  @Test
  void a_savepoint_and_a_checkpoint_are_proven_and_one_without_a_file_is_not() throws Exception {
    for (String state : List.of(savepoint, checkpoint)) {
      var proof = proof(state);
      assertThat(proof.path("damage")).as(proof.toString()).isEmpty();
      assertThat(proof.has("trouble")).as(proof.toString()).isFalse();
      assertThat(proof.path("values").asInt()).isPositive();
      assertThat(proof.path("bytes").asLong()).isPositive();
    }
    assertThat(proof(checkpoint).path("tables").asInt()).isPositive();

    Path tables = Path.of(checkpoint.replaceFirst("^file:(//)?", "")).resolveSibling("shared");
    Path away = Files.move(tables, folder.resolve("away"));
    try {
      assertThat(proof(checkpoint).path("damage").toString())
          .contains(tables + "/", "is not there");
    } finally {
      Files.move(away, tables);
    }
  }

  @Test
  void all_state_is_restored_and_nothing_outside_sees_it() throws Exception {
    Map<Path, FileTime> before = files(home);

    var result = trial(TRAINING, "in", "out");

    assertThat(result.path("ok").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.path("subtasks").asInt()).isPositive();
    assertThat(result.path("cutOff"))
        .extracting(JsonNode::asText)
        .containsExactly("Source: generated", "Source: read", "files: Writer", "files: Committer");
    assertThat(files(home)).isEqualTo(before);
  }

  @Test
  void state_of_another_class_is_no_state_that_can_be_restored() throws Exception {
    var jar =
        jars.withMain(
            """
            var env = StreamExecutionEnvironment.getExecutionEnvironment();
            var lines = env.fromSource(new DataGeneratorSource<>(n -> "key-" + n, 100, Types.STRING),
                    WatermarkStrategy.noWatermarks(), "generated").uid("generated");
            lines.keyBy(line -> line)
                .process(new KeyedProcessFunction<String, String, String>() {
                  public void open(org.apache.flink.api.common.functions.OpenContext context) {
                    getRuntimeContext().getState(
                        new org.apache.flink.api.common.state.ValueStateDescriptor<>("count", Types.LONG));
                  }
                  public void processElement(String line, Context context, Collector<String> out) {}
                }).returns(Types.STRING).name("visits").uid("visits")
                .sinkTo(new DiscardingSink<>()).uid("files");
            env.fromSource(new DataGeneratorSource<>(n -> "key-" + n, 100, Types.STRING),
                WatermarkStrategy.noWatermarks(), "read").uid("read")
                .sinkTo(new DiscardingSink<>()).uid("sessions");
            env.execute("another");
            """);

    var result = trial(jar);

    assertThat(result.path("kind").asText()).as(result.toString()).isEqualTo("NOT_RESTORED");
    assertThat(result.path("message").asText()).contains("dev.drey.agent.training.Count");
  }

  /** Every file there is, but for what this test's JVMs print. */
  private static Map<Path, FileTime> files(Path folder) throws IOException {
    try (var found = Files.walk(folder)) {
      Map<Path, FileTime> files = new HashMap<>();
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.getLastModifiedTime(file));
      }
      return files;
    }
  }

  private JsonNode trial(Path jar, String... arguments) throws Exception {
    var words =
        new ArrayList<>(
            List.of(
                folder.resolve("scratch").toString(),
                "1",
                "60",
                "--jar",
                jar.toString(),
                "--config-dir",
                conf.toString(),
                "--state",
                savepoint,
                "--allow-non-restored-state",
                "--out",
                folder.resolve("trial.json").toString(),
                "--"));
    words.addAll(List.of(arguments));
    var command = new ArrayList<>(jvms.command(Role.CHECK, List.of("-Xmx256m"), words));
    command.set(command.indexOf(CheckJob.class.getName()), TryRestore.class.getName());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("trial.out").toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(folder.resolve("trial.out"))).isZero();
      return new ObjectMapper().readTree(folder.resolve("trial.json").toFile());
    } finally {
      process.destroyForcibly();
    }
  }

  private JsonNode proof(String state) throws Exception {
    Path out = folder.resolve("proof.json");
    // what wrote the values is found in any of the jars
    Path another = jars.withMain("");
    var words =
        List.of(
            conf.toString(),
            state,
            folder.toString(),
            out.toString(),
            another.toString(),
            TRAINING.toString());
    var command = new ArrayList<>(jvms.command(Role.CHECK, List.of("-Xmx128m"), List.of()));
    command.set(command.indexOf(CheckJob.class.getName()), ProveState.class.getName());
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("proof.out").toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(folder.resolve("proof.out"))).isZero();
      return new ObjectMapper().readTree(out.toFile());
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Path jar, String... more) throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                "--jar", jar.toString(),
                "--config-dir", conf.toString(),
                "--out", folder.resolve("result.json").toString()));
    words.addAll(List.of(more));
    return new ProcessBuilder(jvms.command(Role.CHECK, List.of("-Xmx128m"), words))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private JsonNode result(Process process) throws Exception {
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      var result = new ObjectMapper().readTree(folder.resolve("result.json").toFile());
      assertThat(process.exitValue()).isEqualTo(result.path("ok").asBoolean() ? 0 : 1);
      return result;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Each operator as its uid, where its state goes, and whether its keys fit. */
  private static List<String> fates(JsonNode result) {
    var uids = new HashMap<String, String>();
    for (JsonNode operator : result.path("operators")) {
      uids.put(operator.path("id").asText(), operator.path("uid").asText());
    }
    var fates = new ArrayList<String>();
    for (JsonNode operator : result.path("state").path("operators")) {
      var uid = uids.getOrDefault(operator.path("id").asText(), "");
      fates.add(uid + " " + operator.path("fate").asText() + " " + operator.path("keys").asText());
    }
    return fates;
  }
}
