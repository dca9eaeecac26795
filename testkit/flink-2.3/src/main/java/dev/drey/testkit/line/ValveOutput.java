package dev.drey.testkit.line;

import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;

/** What comes out behind a valve of watermarks. */
public interface ValveOutput extends DataOutput<Object> {
  /** None comes in: {@link OperatorOutput} refuses them. */
  @Override
  default void emitWatermark(WatermarkEvent event) {
    throw new IllegalStateException("from nowhere: " + event);
  }
}
