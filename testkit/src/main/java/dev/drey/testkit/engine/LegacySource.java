package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import dev.drey.testkit.line.FunctionContext;
import dev.drey.testkit.line.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.StreamSource;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Lets a {@code SourceFunction} run to its end, before the run begins. */
@SuppressWarnings("deprecation") // jobs still have such functions
final class LegacySource implements FunctionContext {
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

  List<Feed.Step> read(StreamSource<?, ?> source) throws Exception {
    Line.run(source, this);
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
