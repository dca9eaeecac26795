package dev.drey.core.control;

import dev.drey.core.model.OperationId;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that can be foretold. */
public final class CountingIds implements Ids {
  private final AtomicInteger next = new AtomicInteger();

  @Override
  public OperationId operation() {
    return new OperationId("operation" + next.incrementAndGet());
  }

  @Override
  public String application() {
    return "app%05d".formatted(next.incrementAndGet());
  }
}
