package dev.drey.agent.trial;

import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * In the place of an operator that would reach out. Flink restores all of the operator's state into
 * it, with the serializers that the state names; nothing comes out of it.
 */
final class StandIn extends AbstractStreamOperator<Object>
    implements OneInputStreamOperator<Object, Object> {
  private static final long serialVersionUID = 1;

  private final SinkState.Of sink;

  StandIn(SinkState.Of sink) {
    this.sink = sink;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    if (context.isRestored()) {
      sink.read(this, context.getOperatorStateStore());
    }
  }

  @Override
  public void processElement(StreamRecord<Object> element) {}
}
