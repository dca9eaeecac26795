package dev.drey.sessionize;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The watermark of one partition: it follows the newest request at a bounded distance, and an end
 * marker takes it to the marker's time. A partition is never idle: one that is slow must hold the
 * others back, or its lines would be late.
 */
final class MarkedWatermarks implements WatermarkGenerator<LogLine> {
  private final long bound;
  private long upTo = Long.MIN_VALUE;

  MarkedWatermarks(Duration bound) {
    this.bound = bound.toMillis();
  }

  @Override
  public void onEvent(LogLine line, long timestamp, WatermarkOutput output) {
    switch (line.kind()) {
      case REQUEST -> upTo = Math.max(upTo, line.time() - bound - 1);
      case END_MARKER -> upTo = Math.max(upTo, line.time());
      case MALFORMED, BAD_TIME -> {}
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.emitWatermark(new Watermark(upTo));
  }
}
