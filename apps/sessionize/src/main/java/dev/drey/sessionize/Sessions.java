package dev.drey.sessionize;

import dev.drey.sessionize.DeadLetter.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The sessions of each visitor, closed when event time has passed the gap after their last request.
 *
 * <p>Flink's session windows would do the same. This keeps a visitor's open sessions in one state
 * entry, so that a line costs one read and one write and most lines touch no timer, and it knows
 * how many sessions are open, also after a restore.
 */
final class Sessions extends KeyedProcessFunction<Visitor, LogLine, Session>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final long gapMillis;
  private final int agentsKept;

  /** The visitor's open sessions, any two of them more than the gap apart. */
  private transient ListState<OpenSession> sessions;

  private transient ListState<Long> openCounts;
  private transient long openCount;
  private transient Bots bots;
  private transient Counter lateLines;
  private transient Counter sessionsClosed;
  private transient Counter botSessions;

  Sessions(Duration gap, int agentsKept) {
    this.gapMillis = gap.toMillis();
    this.agentsKept = agentsKept;
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
            .getListState(
                new ListStateDescriptor<>("sessions", TypeInformation.of(OpenSession.class)));
    bots = new Bots(agentsKept);
    MetricGroup metrics = Metrics.of(getRuntimeContext());
    metrics.gauge("sessionsOpen", () -> openCount);
    lateLines = metrics.counter("lateLines");
    sessionsClosed = metrics.counter("sessionsClosed");
    botSessions = metrics.counter("botSessions");
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    openCounts.update(List.of(openCount));
  }

  @Override
  public void processElement(LogLine line, Context context, Collector<Session> out)
      throws Exception {
    TimerService timers = context.timerService();
    List<OpenSession> open = new ArrayList<>();
    OpenSession session = OpenSession.of(line);
    int joined = 0;
    for (OpenSession other : sessions.get()) {
      if (other.reaches(session, gapMillis)) {
        session = other.and(session);
        joined++;
      } else {
        open.add(other);
      }
    }
    if (joined == 0 && closingTime(session) <= timers.currentWatermark()) {
      lateLines.inc();
      context.output(Main.DEAD_LETTERS, new DeadLetter(line.raw(), Reason.LATE));
      return;
    }
    open.add(session);
    sessions.update(open);
    openCount += 1 - joined;
    if (joined == 0) {
      timers.registerEventTimeTimer(closingTime(session));
    }
  }

  /**
   * A session that grew is not given a new timer until its old one fires here and finds it open:
   * every open session always has a timer no later than its closing time.
   */
  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Session> out) throws Exception {
    List<OpenSession> open = new ArrayList<>();
    for (OpenSession session : sessions.get()) {
      if (closingTime(session) <= time) {
        close(session, context.getCurrentKey(), out);
      } else {
        open.add(session);
        context.timerService().registerEventTimeTimer(closingTime(session));
      }
    }
    sessions.update(open);
  }

  private void close(OpenSession session, Visitor visitor, Collector<Session> out) {
    boolean bot = bots.isBot(visitor.userAgent());
    out.collect(session.closed(visitor, bot));
    openCount--;
    sessionsClosed.inc();
    if (bot) {
      botSessions.inc();
    }
  }

  /** A request at this very time would still join: nothing up to it may be missing. */
  private long closingTime(OpenSession session) {
    return session.end() + gapMillis;
  }
}
