package dev.drey.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.capacity.Kpu;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OptionCheckTest {
  private static final RuntimeEnvironment FLINK = new RuntimeEnvironment("FLINK-1_20");
  private static final OptionCatalogue CATALOGUE =
      OptionCatalogue.of(
          List.of(
              "taskmanager.memory.managed.fraction\tFLOAT\t=0.4\t\t",
              "taskmanager.memory.task.heap.size\tMEMORY\t\t\t",
              "taskmanager.memory.process.size\tMEMORY\t\t\t",
              "taskmanager.cpu.cores\tDOUBLE\t\t\t",
              "state.backend.type\tTEXT\t=hashmap\tstate.backend\t",
              "restart-strategy.type\tTEXT\t\trestart-strategy\t",
              "state.backend.rocksdb.thread.num\tINT\t=2\t\t",
              "rest.retry.max-attempts\tINT\t=-1\t\t",
              "heartbeat.timeout\tDURATION\t=50000 ms\t\t",
              "execution.checkpointing.mode\tCHOICE\t=EXACTLY_ONCE\t\tEXACTLY_ONCE|AT_LEAST_ONCE",
              "pipeline.object-reuse\tFLAG\t=false\t\t",
              "pipeline.max-parallelism\tINT\t=-1\t\t",
              "parallelism.default\tINT\t=1\t\t",
              "security.kerberos.login.password\tLONG\t\t\t"));
  private final OptionCheck check = new OptionCheck(Map.of(FLINK, CATALOGUE), Sizes.LAPTOP);

  @ParameterizedTest
  @CsvSource({
    "taskmanager.memory.managed.fraction, 0.1",
    "state.backend.type, hashmap",
    "restart-strategy.type, fixed-delay",
    "restart-strategy.type, com.example.Patient",
    "state.backend.rocksdb.thread.num, 4",
    "rest.retry.max-attempts, -1",
    "heartbeat.timeout, 30 s",
    "execution.checkpointing.mode, at-least-once",
    "pipeline.object-reuse, true",
    "s3.connection.maximum, 40",
    "taskmanager.cpu.cores, 2.5",
  })
  void what_Flink_takes_is_taken(String key, String value) {
    assertThatCode(() -> check.check(with(Map.of(key, value)))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "taskmanager.memory.managed.fracton | 0.3 | did you mean"
            + " taskmanager.memory.managed.fraction?",
        "my.very.own.thing | 1 | my.very.own.thing is no option of this Flink's",
        "state.backend | rocksdb | is an older name; write state.backend.type",
        "restart-strategy.type | fixed-dely | has to be one of exponential-delay, failure-rate",
        "state.backend.type | rocksbd | has to be one of rocksdb, hashmap",
        "state.backend.rocksdb.thread.num | many | has to be a whole number",
        "state.backend.rocksdb.thread.num | 0 | has to be 1 or more",
        "pipeline.max-parallelism | 40000 | has to be 32768 or less",
        "taskmanager.memory.managed.fraction | 1.5 | is a share, so at most 1",
        "heartbeat.timeout | soon | has to be a time, such as 30 s",
        "execution.checkpointing.mode | maybe | has to be one of EXACTLY_ONCE, AT_LEAST_ONCE",
        "pipeline.object-reuse | yes | has to be true or false",
        "parallelism.default | 4 | it is set in ParallelismConfiguration",
        "s3.secret-key | x | Drey hands out the access to its own store",
        "high-availability.type | zookeeper | is not the application's to set",
        "taskmanager.memory.task.heap.size | 4g | is too small: its parts take",
        "taskmanager.memory.managed.fraction | 0.9 | is too small: its parts take",
        "taskmanager.memory.process.size | 900m | a TaskManager of 900 MiB is too small",
        "taskmanager.cpu.cores | 0 | has to be a number of cores",
      })
  void what_would_not_work_is_refused_with_the_reason(String key, String value, String reason) {
    assertThatThrownBy(() -> check.check(with(Map.of(key, value))))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(reason)
        .extracting(refused -> ((Refused) refused).reason())
        .isEqualTo(Reason.INVALID_CONFIGURATION);
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_and_secrets_are_not_told() {
    assertThatThrownBy(
            () ->
                check.check(
                    with(
                        Map.of(
                            "pipeline.object-reuse", "yes",
                            "security.kerberos.login.password", "hush"))))
        .hasMessageContaining("pipeline.object-reuse is 'yes'")
        .hasMessageContaining("security.kerberos.login.password is '******'")
        .hasMessageNotContaining("hush");
  }

  @Test
  void an_option_stands_in_one_group_only() {
    var both =
        configuration(
            List.of(
                new PropertyGroup(
                    "drey.flink.configuration", Map.of("pipeline.object-reuse", "true")),
                new PropertyGroup(
                    "drey.flink.configuration.2", Map.of("pipeline.object-reuse", "false"))));

    assertThatThrownBy(() -> check.check(both))
        .hasMessageContaining(
            "pipeline.object-reuse stands in drey.flink.configuration and in"
                + " drey.flink.configuration.2");
  }

  @Test
  void without_options_nothing_is_looked_at() {
    var nowhere = new OptionCheck(Map.of(), Sizes.LAPTOP);

    assertThatCode(() -> nowhere.check(configuration(List.of()))).doesNotThrowAnyException();
    assertThatThrownBy(() -> nowhere.check(with(Map.of("heartbeat.timeout", "30 s"))))
        .hasMessageContaining("the options of FLINK-1_20 are not known here");
  }

  @Test
  void cores_and_memory_are_set_apart_where_a_kpu_does_not_fit() {
    Configuration large =
        with(
            Map.of(
                "taskmanager.cpu.cores", "4",
                "taskmanager.memory.process.size", "20g",
                "taskmanager.memory.managed.fraction", "0.6"));

    var size = new Sizes(Kpu.AWS, MemorySize.mebi(1024), 0).of(large);

    assertThat(size.cores()).isEqualTo(4);
    assertThat(size.taskManager().process()).isEqualTo(MemorySize.mebi(20 * 1024));
    assertThat(size.taskManager().managed()).isGreaterThan(MemorySize.mebi(11 * 1024));
  }

  @Test
  void disk_is_set_apart_in_a_group_of_Dreys_own() {
    Configuration large =
        configuration(
            List.of(new PropertyGroup("drey.sizes", Map.of("taskmanager.disk.size", "200g"))));

    assertThatCode(() -> check.check(large)).doesNotThrowAnyException();
    assertThat(Sizes.LAPTOP.of(large).disk()).contains(MemorySize.mebi(200 * 1024));
    assertThat(large.runsAs(configuration(List.of()))).as("no process is touched by it").isTrue();
    assertThatThrownBy(() -> check.check(with(Map.of("taskmanager.disk.size", "200g"))))
        .hasMessageContaining("taskmanager.disk.size");
  }

  @Test
  void secrets_are_masked_wherever_options_are_shown() {
    assertThat(new SetOption("s3.secret-key", "hush", SetOption.By.SERVER).shown())
        .isEqualTo("******");
    assertThat(
            new SetOption("security.delegation.tokens.enabled", "true", SetOption.By.FLINK).shown())
        .isEqualTo("true");
  }

  private static Configuration with(Map<String, String> options) {
    return configuration(List.of(new PropertyGroup("drey.flink.configuration", options)));
  }

  private static Configuration configuration(List<PropertyGroup> groups) {
    var defaults = Configuration.defaults(FLINK, "role");
    return new Configuration(
        FLINK,
        "role",
        defaults.code(),
        defaults.checkpointing(),
        defaults.monitoring(),
        defaults.parallelism(),
        groups,
        true,
        false,
        defaults.encryption(),
        List.of(),
        List.of(),
        defaults.snapshotMode());
  }
}
