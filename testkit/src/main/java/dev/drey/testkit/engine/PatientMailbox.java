package dev.drey.testkit.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailboxImpl;

/**
 * A mailbox in which waiting for mail has an end: a test whose asynchronous calls never answer
 * fails, and says where.
 */
final class PatientMailbox extends TaskMailboxImpl {
  private static final long PAUSE_NANOS = 50_000;

  private final String operator;
  private final Duration patience;

  PatientMailbox(String operator, Duration patience) {
    super(Thread.currentThread());
    this.operator = operator;
    this.patience = patience;
  }

  @Override
  public Mail take(int priority) {
    long giveUpAt = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<Mail> mail = tryTake(priority);
      if (mail.isPresent()) {
        return mail.get();
      }
      if (System.nanoTime() > giveUpAt) {
        throw new IllegalStateException(
            operator
                + " waited "
                + patience.toSeconds()
                + " s for an answer that did not come: is every asynchronous call completed?");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
