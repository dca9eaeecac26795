package dev.drey.bench.sessions;

import dev.drey.bench.sessions.Bids.Session;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** What Flink's session windows are given: each bid is counted as it comes, none is kept. */
final class ByWindows {
  private ByWindows() {}

  static final class Count implements AggregateFunction<Tuple2<Long, Long>, Long, Long> {
    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(Tuple2<Long, Long> bid, Long count) {
      return count + 1;
    }

    @Override
    public Long getResult(Long count) {
      return count;
    }

    @Override
    public Long merge(Long one, Long other) {
      return one + other;
    }
  }

  /** A window ends a gap after the last bid in it. */
  static final class Close extends ProcessWindowFunction<Long, Session, Long, TimeWindow> {
    @Override
    public void process(
        Long bidder, Context context, Iterable<Long> counts, Collector<Session> out) {
      TimeWindow window = context.window();
      out.collect(
          new Session(
              bidder, window.getStart(), window.getEnd() - Bids.GAP, counts.iterator().next()));
    }
  }
}
