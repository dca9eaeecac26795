package dev.drey.bench.sessions;

import dev.drey.bench.sessions.Bids.Session;
import java.io.Serializable;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * Counts what passes and adds it up, so that the order does not matter.
 *
 * @param <T> what passes
 */
final class Adding<T> extends RichMapFunction<T, T> {
  static final String SESSIONS = "sessions";
  static final String SUM = SESSIONS + " added up";
  static final String LATE = "late";

  private static final long serialVersionUID = 1;

  private final String countName;
  private final Mixing<T> mixing;
  private final LongCounter count = new LongCounter();
  private final LongCounter sum = new LongCounter();

  private Adding(String countName, Mixing<T> mixing) {
    this.countName = countName;
    this.mixing = mixing;
  }

  @FunctionalInterface
  private interface Mixing<T> extends Serializable {
    long of(T element);
  }

  static Adding<Session> ofSessions() {
    return new Adding<>(SESSIONS, Session::mixed);
  }

  static Adding<Tuple2<Long, Long>> ofLate() {
    return new Adding<>(LATE, bid -> 0);
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(countName, count);
    getRuntimeContext().addAccumulator(countName + " added up", sum);
  }

  @Override
  public T map(T element) {
    count.add(1L);
    sum.add(mixing.of(element));
    return element;
  }
}
