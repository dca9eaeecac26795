package dev.drey.sdk.sessions;

import dev.drey.sdk.metrics.ServiceMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The sessions of each key, closed when event time has passed the gap after their last event. A
 * pause of exactly the gap divides nothing, events may come in any order, and what comes when its
 * session is over is {@link Late}.
 *
 * <p>Flink's session windows do the same for any aggregate, trigger and allowed lateness. This does
 * one thing and costs less: all open sessions of a key are one entry of state, so that an event is
 * one read and one write; and a key has one timer, which is moved only when it fires.
 *
 * <p>Metrics: {@code sessionsOpen} (right also after a restore), {@code sessionsClosed}, and the
 * counter of late events.
 *
 * @param <K> whose sessions
 * @param <T> events, which must have event times
 * @param <S> open sessions
 * @param <R> results
 */
public final class Sessions<K, T, S, R> extends KeyedProcessFunction<K, T, R>
    implements CheckpointedFunction, ResultTypeQueryable<R> {
  private static final long serialVersionUID = 1;

  private final SessionLogic<K, T, S, R> logic;
  private final long gapMillis;
  private final Late<T> late;

  /** The key's open sessions, any two of them more than the gap apart (decision 45). */
  private transient ListState<S> sessions;

  private transient ListState<Long> openCounts;
  private transient long openCount;
  private transient Counter lateEvents;
  private transient Counter sessionsClosed;

  /**
   * Sessions of this kind.
   *
   * @param logic what a session is made of
   * @param gap the longest pause inside a session
   * @param late what becomes of late events
   */
  public Sessions(SessionLogic<K, T, S, R> logic, Duration gap, Late<T> late) {
    if (gap.isNegative() || gap.isZero()) {
      throw new IllegalArgumentException("the gap of a session must be longer than " + gap);
    }
    this.logic = logic;
    this.gapMillis = gap.toMillis();
    this.late = late;
  }

  @Override
  public TypeInformation<R> getProducedType() {
    return logic.resultType();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    openCounts =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("open-counts", Types.LONG));
    for (long count : openCounts.get()) {
      openCount += count;
    }
  }

  @Override
  public void open(OpenContext context) {
    sessions =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("sessions", logic.sessionType()));
    MetricGroup metrics = ServiceMetrics.of(getRuntimeContext());
    metrics.gauge("sessionsOpen", () -> openCount);
    lateEvents = metrics.counter(late.counter());
    sessionsClosed = metrics.counter("sessionsClosed");
    logic.open(getRuntimeContext());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    openCounts.update(List.of(openCount));
  }

  @Override
  public void processElement(T event, Context context, Collector<R> out) throws Exception {
    S session = logic.begin(event, context.timestamp());
    List<S> open = new ArrayList<>();
    int joined = 0;
    for (S other : sessions.get()) {
      if (reaches(other, session)) {
        session = logic.join(other, session);
        joined++;
      } else {
        open.add(other);
      }
    }
    if (joined == 0 && closingTime(session) <= context.timerService().currentWatermark()) {
      lateEvents.inc();
      late.send(event, context);
      return;
    }
    if (joined == 0 && closesFirst(session, open)) {
      context.timerService().registerEventTimeTimer(closingTime(session));
    }
    open.add(session);
    sessions.update(open);
    openCount += 1 - joined;
  }

  /**
   * A session that grows is given no new timer: its old one fires too early, finds it open and is
   * set again. So a key with open sessions always has a timer no later than the first of their
   * closing times, and mostly only that one.
   */
  @Override
  public void onTimer(long time, OnTimerContext context, Collector<R> out) throws Exception {
    long now = Math.max(time, context.timerService().currentWatermark());
    List<S> open = new ArrayList<>();
    List<S> over = new ArrayList<>();
    for (S session : sessions.get()) {
      (closingTime(session) <= now ? over : open).add(session);
    }
    over.sort(Comparator.comparingLong(logic::end));
    for (S session : over) {
      out.collect(logic.close(context.getCurrentKey(), session));
    }
    if (!over.isEmpty()) {
      sessionsClosed.inc(over.size());
      openCount -= over.size();
      sessions.update(open);
    }
    firstClosingTime(open).ifPresent(context.timerService()::registerEventTimeTimer);
  }

  private boolean reaches(S one, S other) {
    return logic.start(other) - logic.end(one) <= gapMillis
        && logic.start(one) - logic.end(other) <= gapMillis;
  }

  /** Otherwise the timer of the others comes early enough for it. */
  private boolean closesFirst(S session, List<S> others) {
    for (S other : others) {
      if (closingTime(other) <= closingTime(session)) {
        return false;
      }
    }
    return true;
  }

  private OptionalLong firstClosingTime(List<S> open) {
    return open.stream().mapToLong(this::closingTime).min();
  }

  /** An event at this very time would still join: nothing up to it may be missing. */
  private long closingTime(S session) {
    return logic.end(session) + gapMillis;
  }
}
