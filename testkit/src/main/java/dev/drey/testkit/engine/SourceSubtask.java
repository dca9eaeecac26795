package dev.drey.testkit.engine;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * One parallel instance of a source: emits its share of the feed, with the pipeline's own
 * timestamps and watermarks.
 */
final class SourceSubtask {
  private final String where;
  private final Outlet outlet;
  private final TestClock clock;
  private final Feed feed;
  private final Iterator<Feed.Numbered> steps;
  private final Optional<EventTime> eventTime;
  private long lastWatermark = Long.MIN_VALUE;
  private boolean ended;

  /**
   * @param strategy of a source that has one (since FLIP-27 all have)
   */
  SourceSubtask(
      String where,
      Outlet outlet,
      TestClock clock,
      Feed feed,
      List<Feed.Numbered> steps,
      Optional<WatermarkStrategy<Object>> strategy,
      MetricGroup metrics) {
    this.where = where;
    this.outlet = outlet;
    this.clock = clock;
    this.feed = feed;
    this.steps = steps.iterator();
    this.eventTime = strategy.map(known -> EventTime.of(known, metrics, clock));
  }

  private record EventTime(
      TimestampAssigner<Object> timestamps, WatermarkGenerator<Object> watermarks) {
    static EventTime of(WatermarkStrategy<Object> strategy, MetricGroup metrics, TestClock clock) {
      var context = new StrategyContext(metrics, clock);
      return new EventTime(
          strategy.createTimestampAssigner(context), strategy.createWatermarkGenerator(context));
    }
  }

  boolean hasMore() {
    return steps.hasNext();
  }

  boolean isEnded() {
    return ended;
  }

  /**
   * Does the next thing.
   *
   * @return whether that was an element
   */
  boolean next() throws Exception {
    Feed.Numbered next = steps.next();
    feed.emitted(next.number());
    return take(next.step());
  }

  boolean take(Feed.Step step) throws Exception {
    if (step instanceof Feed.Element element) {
      emit(element);
      return true;
    }
    if (step instanceof Feed.Mark mark) {
      watermark(mark.timestamp());
    } else if (step instanceof Feed.Clock time) {
      clock.advanceTo(time.millis());
    } else {
      outlet.emitWatermarkStatus(WatermarkStatus.IDLE);
    }
    return false;
  }

  private void emit(Feed.Element element) {
    outlet.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    try {
      if (eventTime.isEmpty()) {
        outlet.collect(record(element));
        return;
      }
      long given = element.timestamp() == null ? Long.MIN_VALUE : element.timestamp();
      long timestamp = eventTime.get().timestamps().extractTimestamp(element.value(), given);
      outlet.collect(new StreamRecord<>(element.value(), timestamp));
      eventTime.get().watermarks().onEvent(element.value(), timestamp, toOutlet);
    } catch (Throwable e) {
      InOperator.note(e, where);
      throw e;
    }
  }

  private static StreamRecord<Object> record(Feed.Element element) {
    return element.timestamp() == null
        ? new StreamRecord<>(element.value())
        : new StreamRecord<>(element.value(), element.timestamp());
  }

  private void watermark(long timestamp) {
    if (timestamp > lastWatermark) {
      lastWatermark = timestamp;
      outlet.emitWatermarkStatus(WatermarkStatus.ACTIVE);
      outlet.emitWatermark(new Watermark(timestamp));
    }
  }

  void end() {
    ended = true;
    outlet.emitWatermark(Watermark.MAX_WATERMARK);
    outlet.end();
  }

  private final WatermarkOutput toOutlet =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(org.apache.flink.api.common.eventtime.Watermark mark) {
          watermark(mark.getTimestamp());
        }

        @Override
        public void markIdle() {
          outlet.emitWatermarkStatus(WatermarkStatus.IDLE);
        }

        @Override
        public void markActive() {
          outlet.emitWatermarkStatus(WatermarkStatus.ACTIVE);
        }
      };
}
