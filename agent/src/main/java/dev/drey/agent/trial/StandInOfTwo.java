package dev.drey.agent.trial;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** A {@link StandIn} for an operator with two inputs. */
final class StandInOfTwo extends AbstractStreamOperator<Object>
    implements TwoInputStreamOperator<Object, Object, Object> {
  private static final long serialVersionUID = 1;

  @Override
  public void processElement1(StreamRecord<Object> element) {}

  @Override
  public void processElement2(StreamRecord<Object> element) {}
}
