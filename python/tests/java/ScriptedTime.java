package dev.drey.testing;

import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.types.Row;

/**
 * Timestamps and watermarks as a script says: rows of whether it is a watermark, the time, and the
 * element.
 */
public final class ScriptedTime implements WatermarkStrategy<Row> {
  private static final long serialVersionUID = 1;

  @Override
  public TimestampAssigner<Row> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return (row, before) -> (long) row.getField(1);
  }

  @Override
  public WatermarkGenerator<Row> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
    return new WatermarkGenerator<>() {
      @Override
      public void onEvent(Row row, long timestamp, WatermarkOutput output) {
        if ((boolean) row.getField(0)) {
          output.emitWatermark(new Watermark((long) row.getField(1)));
        }
      }

      @Override
      public void onPeriodicEmit(WatermarkOutput output) {}
    };
  }
}
