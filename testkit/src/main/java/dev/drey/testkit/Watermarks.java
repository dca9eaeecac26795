package dev.drey.testkit;

import java.io.Serializable;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * When periodic watermarks are emitted. In a cluster that is a matter of wall-clock time (every 200
 * ms), so that a short input sees no watermark but the last, and late records never occur. A test
 * counts records instead.
 *
 * <p>Timestamps are always the strategy's. A generator that emits at each event by itself does so
 * in every mode but {@link #scripted()}.
 */
public final class Watermarks implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int NEVER = 0;
  private static final int SCRIPTED = -1;

  private final int every;

  private Watermarks(int every) {
    this.every = every;
  }

  /**
   * After each record: the strictest order of time, in which what can be late is late. The default.
   */
  public static Watermarks everyRecord() {
    return new Watermarks(1);
  }

  /**
   * After each nth record of a source's or an assigner's subtask.
   *
   * @throws IllegalArgumentException if {@code records} is not positive
   */
  public static Watermarks every(int records) {
    if (records < 1) {
      throw new IllegalArgumentException(
          "watermarks every " + records + " records: take 1 or more");
    }
    return new Watermarks(records);
  }

  /** None before the last one ({@code Long.MAX_VALUE}) at the end of the input. */
  public static Watermarks atEnd() {
    return new Watermarks(NEVER);
  }

  /**
   * Those that stand in the {@link Input}s, and the last one. Watermark strategies of the pipeline
   * give timestamps, but no watermarks.
   */
  public static Watermarks scripted() {
    return new Watermarks(SCRIPTED);
  }

  /** Whether only those of the inputs count. */
  public boolean areScripted() {
    return every == SCRIPTED;
  }

  /** A strategy with the same timestamps, that emits when this says so. */
  public <T> WatermarkStrategy<T> of(WatermarkStrategy<T> strategy) {
    return new Counted<>(strategy, every);
  }

  private record Counted<T>(WatermarkStrategy<T> strategy, int every)
      implements WatermarkStrategy<T> {
    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      if (every == SCRIPTED) {
        return new Silent<>();
      }
      return new Counting<>(strategy.createWatermarkGenerator(context), every);
    }

    @Override
    public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
      return strategy.createTimestampAssigner(context);
    }

    /**
     * A reader that is paused until another one has caught up would be a matter of wall-clock time.
     */
    @Override
    public WatermarkAlignmentParams getAlignmentParameters() {
      return WatermarkAlignmentParams.WATERMARK_ALIGNMENT_DISABLED;
    }
  }

  private static final class Silent<T> implements WatermarkGenerator<T> {
    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }

  private static final class Counting<T> implements WatermarkGenerator<T> {
    private final WatermarkGenerator<T> generator;
    private final int every;
    private int seen;

    Counting(WatermarkGenerator<T> generator, int every) {
      this.generator = generator;
      this.every = every;
    }

    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
      generator.onEvent(event, eventTimestamp, output);
      if (every != NEVER && ++seen % every == 0) {
        generator.onPeriodicEmit(output);
      }
    }

    /** Flink's own clock does not count. */
    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
