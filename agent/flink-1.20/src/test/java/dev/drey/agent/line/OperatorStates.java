package dev.drey.agent.line;

import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** Saved operators, made as this line makes them. */
public final class OperatorStates {
  private OperatorStates() {}

  public static OperatorState of(OperatorID id, int parallelism, int maxParallelism) {
    return new OperatorState(id, parallelism, maxParallelism);
  }
}
