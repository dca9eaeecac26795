package dev.drey.agent.line;

import java.util.concurrent.CountDownLatch;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;

/** A source of the old API that emits nothing until it is cancelled. */
@SuppressWarnings("deprecation") // there are jobs that use the old API
public final class NoSource implements SourceFunction<Object> {
  private static final long serialVersionUID = 1;

  private transient CountDownLatch cancelled;

  @Override
  public void run(SourceContext<Object> context) throws InterruptedException {
    latch().await();
  }

  @Override
  public void cancel() {
    latch().countDown();
  }

  private synchronized CountDownLatch latch() {
    if (cancelled == null) {
      cancelled = new CountDownLatch(1);
    }
    return cancelled;
  }
}
