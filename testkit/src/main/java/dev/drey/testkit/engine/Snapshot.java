package dev.drey.testkit.engine;

import java.util.BitSet;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.OperatorID;

/**
 * The state of a run.
 *
 * @param id of the checkpoint
 * @param operators state by operator, as in a checkpoint's metadata
 * @param labels how messages name them, where that is known
 * @param positions which elements of their feeds sources have emitted
 */
public record Snapshot(
    long id,
    Map<OperatorID, OperatorState> operators,
    Map<OperatorID, String> labels,
    Map<OperatorID, BitSet> positions) {
  public Snapshot {
    operators = Map.copyOf(operators);
    labels = Map.copyOf(labels);
    positions = Map.copyOf(positions);
  }

  public String label(OperatorID id) {
    return labels.getOrDefault(id, "operator with the id " + id);
  }
}
