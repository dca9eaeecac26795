package dev.drey.agent.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drey.core.options.FlinkOption;
import dev.drey.core.options.OptionCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.contrib.streaming.state.RocksDBOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The list that the build made of the runtime's own classes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OptionCatalogueTest {
  private static final Path FILE =
      Path.of("../../runtimes/flink-1.20/target/flink-1.20/options.tsv");
  private static Map<String, FlinkOption> options = Map.of();

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.exists(FILE), "runtimes/flink-1.20 has to be packaged first");
    options =
        OptionCatalogue.of(Files.readAllLines(FILE)).all().stream()
            .collect(Collectors.toMap(FlinkOption::key, Function.identity()));
  }

  @Test
  void it_knows_what_Flink_knows_with_its_defaults() {
    assertThat(options.get(TaskManagerOptions.MANAGED_MEMORY_FRACTION.key()))
        .isEqualTo(
            new FlinkOption(
                "taskmanager.memory.managed.fraction",
                FlinkOption.Kind.FLOAT,
                Optional.of("0.4"),
                List.of(),
                List.of()));
    assertThat(options)
        .containsKeys(
            CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(),
            RocksDBOptions.LOCAL_DIRECTORIES.key(),
            "table.exec.state.ttl",
            "restart-strategy.type",
            "state.backend.rocksdb.block.cache-size")
        .hasSizeGreaterThan(600);
  }

  @Test
  void every_default_of_Flinks_is_taken() {
    Map<String, String> refused = new TreeMap<>();
    options
        .values()
        .forEach(
            option ->
                option
                    .preset()
                    .filter(preset -> !preset.isEmpty())
                    .flatMap(option::problem)
                    .ifPresent(why -> refused.put(option.key(), option.preset() + " " + why)));

    assertThat(refused).isEmpty();
  }
}
