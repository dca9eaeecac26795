package dev.drey.testkit.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.util.clock.Clock;

/**
 * Processing time, which passes when the test says so. Timers fire in the order of their times,
 * equal ones in the order in which they were registered.
 */
final class TestClock extends Clock {
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparingLong((Timer timer) -> timer.due)
              .thenComparingLong(timer -> timer.number));
  private long now;
  private long registered;

  TestClock(long now) {
    this.now = now;
  }

  /** Fires what is due on the way, each timer at its own time. */
  void advanceTo(long millis) throws Exception {
    if (millis < now) {
      throw new IllegalArgumentException(
          "processing time is " + now + " and does not go back to " + millis);
    }
    while (!timers.isEmpty() && timers.peek().due <= millis) {
      Timer timer = timers.poll();
      now = Math.max(now, timer.due);
      timer.fire();
    }
    now = millis;
  }

  Timer register(SubtaskTimers owner, long due, long period, ProcessingTimeCallback callback) {
    Timer timer = new Timer(owner, due, period, callback, registered++);
    timers.add(timer);
    return timer;
  }

  /** An operator that is finished gets no more timers. */
  void forget(SubtaskTimers owner) {
    List<Timer> dropped = new ArrayList<>();
    timers.forEach(
        timer -> {
          if (timer.owner == owner) {
            dropped.add(timer);
          }
        });
    timers.removeAll(dropped);
  }

  @Override
  public long absoluteTimeMillis() {
    return now;
  }

  @Override
  public long relativeTimeMillis() {
    return now;
  }

  @Override
  public long relativeTimeNanos() {
    return TimeUnit.MILLISECONDS.toNanos(now);
  }

  /** A timer as the future that Flink wants to see. */
  final class Timer extends FutureTask<Object> implements RunnableScheduledFuture<Object> {
    private static final Callable<Object> NOTHING = () -> "";

    private final SubtaskTimers owner;
    private final long period;
    private final ProcessingTimeCallback callback;
    private final long number;
    private long due;

    private Timer(
        SubtaskTimers owner, long due, long period, ProcessingTimeCallback callback, long number) {
      super(NOTHING);
      this.owner = owner;
      this.due = due;
      this.period = period;
      this.callback = callback;
      this.number = number;
    }

    private void fire() throws Exception {
      if (isCancelled()) {
        return;
      }
      long firedFor = due;
      if (period > 0) {
        due += period;
        timers.add(this);
      } else {
        run();
      }
      owner.fire(callback, firedFor);
    }

    @Override
    public boolean cancel(boolean interrupt) {
      timers.remove(this);
      return super.cancel(interrupt);
    }

    @Override
    public boolean isPeriodic() {
      return period > 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - now, TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
