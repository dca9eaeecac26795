package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorEventDispatcher;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.runtime.operators.coordination.OperatorEventHandler;

/** An operator that would talk to the JobManager hears that there is none. */
record NoCoordinator(String operator) implements OperatorEventDispatcher {
  @Override
  public void registerEventHandler(OperatorID id, OperatorEventHandler handler) {
    throw refusal();
  }

  @Override
  public OperatorEventGateway getOperatorEventGateway(OperatorID id) {
    throw refusal();
  }

  private Unsupported refusal() {
    return Unsupported.operator(operator, "talks to a coordinator on the JobManager");
  }
}
