package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.capacity.Kpu;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.model.Checkpointing;
import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.Refused;
import dev.drey.core.options.SetOption;
import dev.drey.core.options.SetOption.By;
import dev.drey.runtime.files.WholeFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flink is given to read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilesForFlinkTest {
  @TempDir Path folder;

  @Test
  void properties_are_shown_without_those_that_are_for_drey() {
    var groups =
        List.of(
            new PropertyGroup("kafka", Map.of("topic", "a \"quoted\" one")),
            new PropertyGroup("drey.flink.configuration", Map.of("secret", "setting")));

    assertThat(PropertiesFile.text(groups))
        .isEqualTo(
            "[{\"PropertyGroupId\":\"kafka\",\"PropertyMap\":{\"topic\":\"a \\\"quoted\\\""
                + " one\"}}]");
    assertThat(PropertiesFile.text(List.of())).isEqualTo("[]");
  }

  @Test
  void a_snapshot_is_restored_and_stays_ours() {
    var origin = new Origin.Restore("file:///s/savepoint-1", Optional.empty(), true);

    assertThat(new FlinkSettings().origin(origin).yaml())
        .contains("execution.state-recovery.path: \"file:///s/savepoint-1\"")
        .contains("execution.state-recovery.claim-mode: \"NO_CLAIM\"")
        .contains("execution.state-recovery.ignore-unclaimed-state: \"true\"");
  }

  @Test
  void a_deployments_own_checkpoint_is_taken_over() {
    assertThat(new FlinkSettings().origin(new Origin.Resume("file:///c/chk-7")).yaml())
        .contains("execution.state-recovery.claim-mode: \"CLAIM\"");
  }

  @Test
  void an_empty_start_restores_nothing() {
    assertThat(new FlinkSettings().origin(new Origin.Empty()).yaml()).isEmpty();
  }

  @Test
  void checkpoints_that_are_switched_off_have_no_interval() {
    var off =
        new Checkpointing(
            ConfigurationType.CUSTOM, false, Duration.ofSeconds(1), Duration.ofSeconds(1));

    assertThat(new FlinkSettings().checkpoints(off, "file:///c").yaml())
        .doesNotContain("execution.checkpointing.interval")
        .contains("execution.checkpointing.dir: \"file:///c\"");
  }

  @Test
  void the_parts_of_a_task_managers_memory_are_the_whole_process() {
    var size =
        new Sizes(Kpu.AWS, MemorySize.mebi(1024), 0)
            .of(new Parallelism(ConfigurationType.CUSTOM, 4, 2, false));

    assertThat(new FlinkSettings().size(4, size).yaml())
        .contains("parallelism.default: \"4\"")
        .contains("taskmanager.numberOfTaskSlots: \"2\"")
        .contains(
            "taskmanager.memory.managed.size: \"" + size.taskManager().managed().flag() + "\"");
  }

  @Test
  void the_application_has_the_last_word_but_not_over_what_is_not_its() {
    var settings =
        new FlinkSettings()
            .patience()
            .addresses(1, 2)
            .options(
                Map.of(
                    "heartbeat.timeout", "90 s",
                    "rest.port", "80",
                    "taskmanager.memory.managed.fraction", "0.1",
                    "pipeline.object-reuse", "true"));

    assertThat(settings.yaml())
        .contains("heartbeat.timeout: \"90 s\"")
        .contains("rest.port: \"1\"")
        .contains("pipeline.object-reuse: \"true\"")
        .doesNotContain("managed.fraction");
    assertThat(settings.all())
        .contains(new SetOption("heartbeat.timeout", "90 s", By.APPLICATION))
        .contains(new SetOption("heartbeat.interval", "500 ms", By.RUNTIME))
        .contains(new SetOption("rest.port", "1", By.SERVER));
  }

  @Test
  void credentials_are_not_printed() {
    var bucket = new StateSettings.Bucket("b", "p", Optional.empty(), "us-east-1", "key", "hush");

    assertThat(bucket.toString()).contains("s3://b/p/").doesNotContain("hush");
    assertThat(new FlinkSettings().store(bucket).yaml()).contains("s3.secret-key: \"hush\"");
  }

  @Test
  void another_java_is_refused_by_name() {
    WholeFile.write(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    WholeFile.write(folder.resolve("bin/java"), "");
    assertThat(folder.resolve("bin/java").toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> JavaHome.at(folder))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Java 17")
        .hasMessageContaining("is Java 11.0.2")
        .hasMessageContaining("drey.java.home");
    assertThat(JavaHome.at(Path.of(System.getProperty("java.home"))).isOurs()).isTrue();
  }

  @Test
  void no_flink_is_refused_by_its_folder() {
    var java = JavaHome.at(Path.of(System.getProperty("java.home")));

    assertThatThrownBy(
            () ->
                FlinkJvms.of(
                    java, FlinkDistribution.of(folder, folder.resolve("a.jar"), Optional.empty())))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("there is no Flink in " + folder);
  }

  @Test
  void an_archive_is_used_only_where_everything_it_was_made_with_is_the_same() {
    WholeFile.write(folder.resolve("flink/lib/b.jar"), "b");
    WholeFile.write(folder.resolve("flink/lib/a.jar"), "a");
    WholeFile.write(folder.resolve("flink/jvm-options"), "common -Xa\njobmanager -Xb\n# no\n");
    WholeFile.write(folder.resolve("agent.jar"), "agent");
    WholeFile.write(folder.resolve("archives/jobmanager.jsa"), "classes");
    WholeFile.write(folder.resolve("archives/fingerprint"), "of another machine\n");

    List<String> command =
        jvms()
            .command(
                FlinkRole.JOBMANAGER,
                List.of("-Xc"),
                Optional.empty(),
                List.of(folder.resolve("more.jar")),
                List.of("x"));

    Path lib = folder.resolve("flink/lib");
    assertThat(command)
        .endsWith(
            "-Xa",
            "-Xb",
            "-Xc",
            "-cp",
            lib.resolve("a.jar")
                + ":"
                + lib.resolve("b.jar")
                + ":"
                + folder.resolve("agent.jar")
                + ":"
                + folder.resolve("more.jar"),
            "dev.drey.agent.cluster.ApplicationJobManager",
            "x");
  }

  private FlinkJvms jvms() {
    return FlinkJvms.of(
        JavaHome.at(Path.of(System.getProperty("java.home"))),
        FlinkDistribution.of(
            folder.resolve("flink"),
            folder.resolve("agent.jar"),
            Optional.of(folder.resolve("archives"))));
  }
}
