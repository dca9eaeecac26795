package dev.drey.testkit.line;

import dev.drey.testkit.Unsupported;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.WatermarkGaugeExposingOutput;

/** Where an operator writes to. */
public interface OperatorOutput extends WatermarkGaugeExposingOutput<StreamRecord<Object>> {
  @Override
  default void emitWatermark(WatermarkEvent event) {
    throw new Unsupported(
        "watermarks of the program's own kind ("
            + event.getWatermark().getIdentifier()
            + ") belong to the DataStream API 2, which the testkit does not run");
  }
}
