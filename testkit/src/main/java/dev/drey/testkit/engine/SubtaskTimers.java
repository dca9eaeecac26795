package dev.drey.testkit.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.TimerService;
import org.apache.flink.util.clock.Clock;

/** What one subtask sees of processing time. */
final class SubtaskTimers implements TimerService {
  /** Runs a callback as the subtask's own: with its mails drained, and its failures named. */
  interface Firing {
    void fire(ProcessingTimeCallback callback, long time) throws Exception;
  }

  private final TestClock clock;
  private Firing firing = (callback, time) -> callback.onProcessingTime(time);
  private boolean quiesced;

  SubtaskTimers(TestClock clock) {
    this.clock = clock;
  }

  void onFiring(Firing how) {
    firing = how;
  }

  void fire(ProcessingTimeCallback callback, long time) throws Exception {
    firing.fire(callback, time);
  }

  @Override
  public Clock getClock() {
    return clock;
  }

  @Override
  public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
    TestClock.Timer timer = clock.register(this, timestamp, 0, target);
    if (quiesced) {
      timer.cancel(false);
    }
    return timer;
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      ProcessingTimeCallback callback, long initialDelay, long period) {
    return clock.register(this, clock.absoluteTimeMillis() + initialDelay, period, callback);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      ProcessingTimeCallback callback, long initialDelay, long period) {
    return scheduleAtFixedRate(callback, initialDelay, period);
  }

  /** No timer fires any more. */
  void stop() {
    quiesced = true;
    clock.forget(this);
  }

  @Override
  public CompletableFuture<Void> quiesce() {
    stop();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isTerminated() {
    return quiesced;
  }

  @Override
  public void shutdownService() {
    stop();
  }

  @Override
  public boolean shutdownServiceUninterruptible(long timeoutMs) {
    stop();
    return true;
  }
}
