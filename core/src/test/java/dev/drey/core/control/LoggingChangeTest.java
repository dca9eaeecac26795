package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.model.Configuration;
import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Monitoring;
import dev.drey.core.model.Operation;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A change of how loud an application is does not touch what runs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoggingChangeTest {
  private final Bench bench = new Bench().running();
  private final List<String> deployed = new ArrayList<>();

  LoggingChangeTest() {
    bench.flink.onDeploy((application, origin) -> deployed.add(origin.toString()));
  }

  @Test
  void the_level_makes_a_version_passes_UPDATING_and_reaches_what_runs() {
    long counted = bench.flink.counted(bench.now()).orElseThrow();

    Updated updated = change(at("DEBUG"), Optional.empty());

    assertThat(bench.status()).isEqualTo(Status.UPDATING);
    assertThat(bench.operation(updated.operation()).state()).isEqualTo(Operation.State.IN_PROGRESS);
    bench.settle();
    assertThat(bench.status()).isEqualTo(Status.RUNNING);
    assertThat(bench.operation(updated.operation()).state()).isEqualTo(Operation.State.SUCCESSFUL);
    assertThat(bench.now().version()).isEqualTo(2);
    assertThat(bench.flink.logsAs(bench.now())).hasValue(2);
    assertThat(deployed).isEmpty();
    assertThat(bench.flink.counted(bench.now()).orElseThrow()).isGreaterThanOrEqualTo(counted);
  }

  @Test
  void so_do_the_levels_of_loggers() {
    change(
        with(new PropertyGroup(PropertyGroup.LOG_LEVELS, Map.of("a.b", "WARN"))), Optional.empty());
    bench.settle();

    assertThat(bench.flink.logsAs(bench.now())).hasValue(2);
    assertThat(deployed).isEmpty();
  }

  @Test
  void together_with_what_the_job_reads_it_is_an_update_like_any_other() {
    UnaryOperator<Configuration> louder = at("DEBUG");

    change(now -> louder.apply(Bench.marked(2, now)), Optional.empty());
    bench.settle();

    assertThat(deployed).hasSize(1);
    assertThat(bench.flink.logsAs(bench.now())).hasValue(2);
  }

  @Test
  void who_says_how_to_come_up_gets_what_they_ask_for() {
    change(at("DEBUG"), Optional.of(RunConfiguration.LATEST));
    bench.settle();

    assertThat(deployed).hasSize(1);
  }

  @Test
  void an_update_that_changes_nothing_starts_anew_as_on_AWS() {
    change(now -> now, Optional.empty());
    bench.settle();

    assertThat(deployed).hasSize(1);
  }

  @Test
  void a_log_stream_that_is_attached_shows_in_the_version_that_lines_carry() {
    bench.commands.attachments().addLoggingOption(Bench.ID, bench.guard(), "arn:x");
    bench.settle();

    assertThat(bench.flink.logsAs(bench.now())).hasValue(2);
    assertThat(deployed).isEmpty();
  }

  @Test
  void what_an_update_that_failed_its_check_leaves_running_logs_as_the_version_that_is_current() {
    bench.flink.failCheckOf(2);
    bench.update(2);
    bench.settle();

    assertThat(bench.now().version()).isEqualTo(3);
    assertThat(bench.flink.logsAs(bench.now())).hasValue(3);
    assertThat(deployed).isEmpty();
  }

  private Updated change(UnaryOperator<Configuration> settings, Optional<RunConfiguration> run) {
    return bench
        .commands
        .changes()
        .update(Bench.ID, bench.guard(), new Amendment(settings, now -> Optional.empty(), run));
  }

  private static UnaryOperator<Configuration> at(String level) {
    return now ->
        changed(
            now,
            new Monitoring(ConfigurationType.CUSTOM, now.monitoring().metricsLevel(), level),
            now.properties());
  }

  private static UnaryOperator<Configuration> with(PropertyGroup group) {
    return now -> {
      List<PropertyGroup> all = new ArrayList<>(now.properties());
      all.add(group);
      return changed(now, now.monitoring(), all);
    };
  }

  private static Configuration changed(
      Configuration now, Monitoring monitoring, List<PropertyGroup> properties) {
    return new Configuration(
        now.runtime(),
        now.serviceExecutionRole(),
        now.code(),
        now.checkpointing(),
        monitoring,
        now.parallelism(),
        properties,
        now.snapshotsEnabled(),
        now.rollbackEnabled(),
        now.encryption(),
        now.loggingOptions(),
        now.vpcs(),
        now.snapshotMode());
  }
}
