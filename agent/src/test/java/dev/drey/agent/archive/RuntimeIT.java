package dev.drey.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime's directory, as it is shipped, with real JVMs. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RuntimeIT {
  private static final Path RUNTIME = Path.of(System.getProperty("runtime.directory"));
  private static final Path AGENT = Path.of(System.getProperty("agent.jar"));
  private static final Path TRAINING = Path.of(System.getProperty("training.jar"));

  @TempDir private Path folder;

  @Test
  void a_job_runs_with_checkpoints_recovery_metrics_flame_graphs_and_dashboard() throws Exception {
    try (var rehearsal = rehearsal(folder.resolve("home"))) {
      rehearsal.startJobManager(List.of());
      rehearsal.startTaskManager(List.of());
      rehearsal.awaitRecovery();

      rehearsal.visitEverything();

      assertThat(rehearsal.get("/index.html"))
          .contains("<title>Apache Flink Web Dashboard</title>");
      assertThat(rehearsal.get("/config")).contains("\"flink-version\":\"1.20.5\"");
      assertThat(rehearsal.get(rehearsal.job("/checkpoints/config"))).contains("RocksDB");
      assertThat(rehearsal.get(rehearsal.job("/exceptions"))).contains("failing once");
      assertThat(rehearsal.metrics(Role.JOBMANAGER)).contains("numberOfCompletedCheckpoints");
      assertThat(rehearsal.metrics(Role.TASKMANAGER)).contains("training_visits");
      assertThat(flameGraph(rehearsal)).contains("StreamTask.invoke");
    }
  }

  @Test
  void archives_fit_and_a_start_with_another_or_none_works_too() throws Exception {
    var out = folder.resolve("archives");
    var log = folder.resolve("script.out");

    var made = makeArchives(RUNTIME, out, log);

    assertThat(made).as(Files.readString(log)).isZero();
    assertThat(out.resolve("fingerprint")).hasContent(jvms().fingerprint());
    for (Role role : Role.values()) {
      assertThat(version(role, "-Xshare:on", archive(out, role))).as(role + " fits").isZero();
    }
    assertThat(version(Role.JOBMANAGER, "-Xshare:on", archive(out, Role.CHECK))).isNotZero();
    assertThat(version(Role.JOBMANAGER, archive(out, Role.CHECK))).isZero();
    assertThat(version(Role.JOBMANAGER, "-XX:SharedArchiveFile=" + out + "/none")).isZero();
    assertThat(makeArchives(RUNTIME, out, log)).isZero();
    assertThat(log).content().startsWith("class-data archives fit");
  }

  /** Starts a JVM as for the role, which ends at once; with -Xshare:on only if the archive fits. */
  private int version(Role role, String... options) throws IOException, InterruptedException {
    var command = jvms().command(role, List.of(options), List.of());
    command.set(command.size() - 1, "--version");
    return run(folder.resolve("version.out"), command);
  }

  @Test
  void archives_that_cannot_be_made_are_no_more_than_a_line_and_a_status() throws Exception {
    var log = folder.resolve("script.out");

    var status = makeArchives(folder, folder.resolve("out"), log);

    assertThat(status).isEqualTo(1);
    assertThat(Files.readAllLines(log))
        .singleElement()
        .asString()
        .contains("no class-data archives");
  }

  private static int makeArchives(Path runtime, Path out, Path log)
      throws IOException, InterruptedException {
    return run(
        log,
        List.of(
            "sh",
            RUNTIME.resolve("make-archives.sh").toString(),
            runtime.toString(),
            TRAINING.toString(),
            AGENT.toString(),
            out.toString()));
  }

  private static String archive(Path archives, Role role) {
    return "-XX:SharedArchiveFile=" + archives.resolve(role.archive());
  }

  private static String flameGraph(Rehearsal rehearsal) throws Exception {
    var vertices = rehearsal.get(rehearsal.job(""));
    var visits =
        vertices.replaceFirst("(?s).*\"id\":\"([0-9a-f]+)\"[^}]*\"name\":\"visits.*", "$1");
    return rehearsal.await(
        rehearsal.job("/vertices/" + visits + "/flamegraph?type=full"),
        seen -> seen.contains("StreamTask"));
  }

  private static int run(Path output, List<String> command)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static RuntimeJvms jvms() throws IOException {
    return RuntimeJvms.of(RUNTIME, AGENT, RUNTIME.resolve("jvm-options"));
  }

  private static Rehearsal rehearsal(Path home) throws IOException {
    return Rehearsal.prepare(jvms(), RUNTIME.resolve("plugins"), TRAINING, home);
  }
}
