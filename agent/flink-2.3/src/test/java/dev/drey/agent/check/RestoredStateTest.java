package dev.drey.agent.check;

import static dev.drey.agent.check.StateHeadTest.state;
import static dev.drey.agent.check.StateHeadTest.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.agent.line.OperatorStates;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.checkpoint.metadata.MetadataSerializer;
import org.apache.flink.runtime.checkpoint.metadata.MetadataV4Serializer;
import org.apache.flink.runtime.checkpoint.metadata.MetadataV6Serializer;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.StateMigrationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State of Flink 1.x, whose metadata are of version 4, before a job on 2.3 restores it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestoredStateTest {
  private static final MetadataSerializer OF_1 = MetadataV4Serializer.INSTANCE;
  private static final TypeInformation<?> BY_KRYO = Types.GENERIC(BitSet.class);

  @TempDir private Path folder;
  private final StreamGraph graph = graph();

  @Test
  void what_the_Kryo_of_1_x_wrote_is_not_restored_as_something_else() throws IOException {
    save(OF_1, BY_KRYO);

    assertThatThrownBy(this::check)
        .isInstanceOf(StateMigrationException.class)
        .hasMessageContainingAll("'basket'", "'baskets'", "java.util.BitSet", "Kryo")
        .hasMessageContaining("SKIP_RESTORE_FROM_SNAPSHOT");
  }

  @Test
  void what_other_serializers_of_1_x_wrote_is_restored() throws IOException {
    save(OF_1, Types.LONG);

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void what_its_own_Kryo_wrote_is_restored() throws IOException {
    save(MetadataV6Serializer.INSTANCE, BY_KRYO);

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void state_that_is_not_there_is_told_by_its_place_and_is_not_refused() {
    assertThatThrownBy(this::check)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString())
        .satisfies(
            thrown ->
                assertThat(ExceptionUtils.findThrowable(thrown, StateMigrationException.class))
                    .isEmpty());
  }

  private void check() throws StateMigrationException, IOException {
    var configuration =
        Configuration.fromMap(Map.of("execution.state-recovery.path", folder.toString()));
    RestoredState.check(graph, configuration, getClass().getClassLoader());
  }

  private void save(MetadataSerializer format, TypeInformation<?> type) throws IOException {
    var head = new ByteStreamStateHandle("head", written(state("basket", type)));
    var keyed = new KeyGroupsStateHandle(new KeyGroupRangeOffsets(KeyGroupRange.of(0, 127)), head);
    var operator = OperatorStates.of(baskets(), 1, 128);
    operator.putState(0, OperatorSubtaskState.builder().setManagedKeyedState(keyed).build());
    try (var out = new DataOutputStream(Files.newOutputStream(folder.resolve("_metadata")))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(operator), List.of()), out, format);
    }
  }

  private static StreamGraph graph() {
    var env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.fromSequence(1, 2)
        .map(n -> n)
        .name("baskets")
        .uid("baskets")
        .sinkTo(new DiscardingSink<>());
    return env.getStreamGraph();
  }

  private OperatorID baskets() {
    int node =
        graph.getStreamNodes().stream()
            .filter(it -> it.getOperatorName().equals("baskets"))
            .mapToInt(StreamNode::getId)
            .findFirst()
            .orElseThrow();
    return new OperatorID(
        new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph).get(node));
  }
}
