package dev.drey.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.agent.line.OperatorStates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckTest {
  private static final String BY_STRING = "line -> line";
  private static final String STRING = "Types.STRING";

  @TempDir private Path folder;
  private UserJar jars;

  @BeforeEach
  void configure() throws IOException {
    jars = new UserJar(folder);
    Files.writeString(folder.resolve("config.yaml"), "parallelism.default: 2\n");
  }

  @Test
  void a_job_is_told_with_its_plan_and_operators() throws IOException {
    var jar = jars.counting("source", BY_STRING, STRING, "visits");

    var result = check(jar, "--max-parallelism", "64");

    assertThat(result.path("ok").asBoolean()).isTrue();
    assertThat(result.path("jobName").asText()).isEqualTo("counting");
    assertThat(new ObjectMapper().readTree(result.path("plan").asText()).path("nodes")).hasSize(2);
    var visits = operator(result, "visits");
    assertThat(visits.path("name").asText()).isEqualTo("visits");
    assertThat(visits.path("parallelism").asInt()).isEqualTo(2);
    assertThat(visits.path("maxParallelism").asInt()).isEqualTo(64);
    assertThat(visits.path("keyed").asBoolean()).isTrue();
  }

  @Test
  void nothing_after_the_first_execute_runs() throws IOException {
    var mark = folder.resolve("mark");
    var jar =
        jars.withMain(
            """
            var env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.fromData(1, 2).sinkTo(new DiscardingSink<>());
            env.execute();
            java.nio.file.Files.createFile(java.nio.file.Path.of(args[0]));
            """);

    var result = check(jar, "--", mark.toString());

    assertThat(result.path("ok").asBoolean()).isTrue();
    assertThat(mark).doesNotExist();
  }

  @Test
  void a_main_that_catches_everything_is_still_understood() throws IOException {
    var jar =
        jars.withMain(
            """
            try {
              var env = StreamExecutionEnvironment.getExecutionEnvironment();
              env.fromData(1, 2).sinkTo(new DiscardingSink<>());
              env.execute();
            } catch (Throwable t) {
              System.out.println("ignored");
            }
            """);

    assertThat(check(jar).path("ok").asBoolean()).isTrue();
  }

  @Test
  void a_jar_that_is_not_there() throws IOException {
    assertRefused(check(folder.resolve("gone.jar")), Kind.NO_JAR, "gone.jar");
  }

  @Test
  void a_file_that_is_no_jar() throws IOException {
    var file = Files.writeString(folder.resolve("note.jar"), "not a jar");

    assertRefused(check(file), Kind.CORRUPT_JAR, "note.jar is not a readable jar");
  }

  @Test
  void a_jar_that_names_no_main_class() throws IOException {
    assertRefused(check(jars.withoutMainClass("")), Kind.NO_MAIN_CLASS, "Main-Class");
  }

  @Test
  void a_jar_without_the_class_it_names() throws IOException {
    assertRefused(check(jars.naming("com.example.Gone")), Kind.MAIN_CLASS_MISSING, "Gone");
  }

  @Test
  void a_class_without_main() throws IOException {
    assertRefused(check(jars.naming("java.lang.String")), Kind.MAIN_CLASS_UNFIT, "main");
  }

  @Test
  void the_innermost_cause_of_what_main_threw_is_told() throws IOException {
    var jar =
        jars.withMain(
            "throw new RuntimeException(\"outer\", new IllegalStateException(\"no topic given\"));");

    var result = check(jar);

    assertRefused(result, Kind.MAIN_THREW, "no topic given");
    assertThat(result.path("cause").path("class").asText())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(result.path("stack").asText()).contains("RuntimeException: outer", "Main.main");
  }

  @Test
  void a_main_that_never_executes() throws IOException {
    assertRefused(
        check(jars.withMain("System.out.println();")), Kind.MAIN_ENDED_WITHOUT_JOB, "execute()");
  }

  @Test
  void a_job_that_flink_cannot_translate() throws IOException {
    var jar =
        jars.withMain(
            """
            var env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.fromSource(new DataGeneratorSource<>(n -> n, 100, Types.LONG),
                    WatermarkStrategy.noWatermarks(), "one").uid("same")
                .sinkTo(new DiscardingSink<>()).uid("same");
            env.execute();
            """);

    assertRefused(check(jar), Kind.JOB_INVALID, "same");
  }

  @Test
  void state_that_is_not_there() throws IOException {
    var jar = jars.counting("source", BY_STRING, STRING, "visits");

    var result = check(jar, "--state", folder.resolve("chk-7").toString());

    assertRefused(result, Kind.STATE_UNREADABLE, "chk-7");
  }

  @Test
  void an_operator_that_is_gone_with_its_state_is_named_from_the_earlier_result()
      throws IOException {
    var before =
        check(jars.counting("source", BY_STRING, STRING, "visits"), folder.resolve("before.json"));
    var state = saved(operator(before, "visits").path("id").asText(), 128);

    var result =
        check(
            jars.counting("source", BY_STRING, STRING, "counts"),
            "--state",
            state,
            "--previous",
            folder.resolve("before.json").toString());

    assertRefused(result, Kind.STATE_MISMATCH, "'visits' (uid visits)");
    assertThat(fates(result))
        .contains("NEW 'visits' (uid counts)", "DROPPED 'visits' (uid visits)");
  }

  @Test
  void dropped_state_may_be_allowed() throws IOException {
    var state = saved(new OperatorID().toHexString(), 128);
    var jar = jars.counting("source", BY_STRING, STRING, "visits");

    assertRefused(check(jar, "--state", state), Kind.STATE_MISMATCH, "no operator takes");
    assertThat(check(jar, "--state", state, "--allow-non-restored-state").path("ok").asBoolean())
        .isTrue();
  }

  @Test
  void max_parallelism_is_taken_from_the_state_unless_the_job_asks_for_another()
      throws IOException {
    var jar = jars.counting("source", BY_STRING, STRING, "visits");
    var state = saved(operator(check(jar), "visits").path("id").asText(), 64);

    assertThat(check(jar, "--state", state).path("ok").asBoolean()).isTrue();
    assertRefused(
        check(jar, "--state", state, "--max-parallelism", "32", "--allow-non-restored-state"),
        Kind.STATE_MISMATCH,
        "asks for max parallelism 32");
    assertRefused(
        check(jar, "--state", state, "--parallelism", "65"),
        Kind.STATE_MISMATCH,
        "cut for at most 64");
  }

  /** A state with one operator that has something to lose. */
  private String saved(String operator, int maxParallelism) throws IOException {
    var id = new OperatorID(HexFormat.of().parseHex(operator));
    var state = OperatorStates.of(id, 1, maxParallelism);
    state.setCoordinatorState(new ByteStreamStateHandle("handle", new byte[12]));
    var directory = Files.createDirectories(folder.resolve("chk-1"));
    try (var out = Files.newOutputStream(directory.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(state), List.of()), out);
    }
    return directory.toUri().toString();
  }

  private JsonNode check(Path jar, String... more) throws IOException {
    return check(jar, folder.resolve("result.json"), more);
  }

  private JsonNode check(Path jar, Path out, String... more) throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                "--jar",
                jar.toString(),
                "--config-dir",
                folder.toString(),
                "--out",
                out.toString()));
    words.addAll(List.of(more));
    var request = CheckRequest.parse(words.toArray(String[]::new));
    var report = new Report(out);
    new Check(request, report).run();
    report.write();
    return new ObjectMapper().readTree(out.toFile());
  }

  private static JsonNode operator(JsonNode result, String uid) {
    for (JsonNode operator : result.path("operators")) {
      if (operator.path("uid").asText().equals(uid)) {
        return operator;
      }
    }
    throw new UncheckedIOException(new IOException("no operator " + uid + " in " + result));
  }

  private static List<String> fates(JsonNode result) {
    var fates = new ArrayList<String>();
    for (JsonNode operator : result.path("state").path("operators")) {
      fates.add(operator.path("fate").asText() + " " + operator.path("label").asText());
    }
    return fates;
  }

  private static void assertRefused(JsonNode result, Kind kind, String told) {
    assertThat(result.path("ok").asBoolean()).isFalse();
    assertThat(result.path("kind").asText()).isEqualTo(kind.name());
    assertThat(result.path("message").asText()).contains(told);
  }
}
