package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.operators.StreamSource;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Lets a {@code SourceFunction} run to its end, before the run begins. */
@SuppressWarnings("deprecation") // jobs of 1.20 still have them
final class LegacySource implements SourceFunction.SourceContext<Object> {
  private final String operator;
  private final int subtask;
  private final boolean keepsWatermarks;
  private final long giveUpAt;
  private final Duration patience;
  private final List<Feed.Step> read = new ArrayList<>();
  private final Object lock = new Object();

  LegacySource(String operator, int subtask, boolean keepsWatermarks, Duration patience) {
    this.operator = operator;
    this.subtask = subtask;
    this.keepsWatermarks = keepsWatermarks;
    this.patience = patience;
    this.giveUpAt = System.nanoTime() + patience.toNanos();
  }

  @SuppressWarnings("unchecked") // the operator's output type is the function's
  List<Feed.Step> read(StreamSource<?, ?> source) throws Exception {
    ((SourceFunction<Object>) source.getUserFunction()).run(this);
    return read;
  }

  @Override
  public void collect(Object element) {
    add(new Feed.Element(element, null, subtask));
  }

  @Override
  public void collectWithTimestamp(Object element, long timestamp) {
    add(new Feed.Element(element, timestamp, subtask));
  }

  @Override
  public void emitWatermark(Watermark mark) {
    if (keepsWatermarks) {
      add(new Feed.Mark(mark.getTimestamp()));
    }
  }

  @Override
  public void markAsTemporarilyIdle() {
    add(new Feed.Idle());
  }

  private void add(Feed.Step step) {
    if (System.nanoTime() > giveUpAt) {
      throw new Unsupported(
          operator
              + " had not ended after "
              + patience.toSeconds()
              + " s: give its elements with source(\"…\", …)");
    }
    read.add(step);
  }

  @Override
  public Object getCheckpointLock() {
    return lock;
  }

  @Override
  public void close() {}
}
