package dev.drey.core.control;

import dev.drey.core.model.ApplicationId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Calls a round for each application when it is due, never two of one application at once. */
final class Rounds implements AutoCloseable {
  private static final int THREADS = 4;

  private final Function<ApplicationId, Optional<Duration>> round;
  private final ScheduledExecutorService threads;
  private final Map<ApplicationId, Turn> turns = new ConcurrentHashMap<>();

  Rounds(Function<ApplicationId, Optional<Duration>> round) {
    this.round = round;
    var number = new AtomicInteger();
    this.threads =
        Executors.newScheduledThreadPool(
            THREADS,
            task -> {
              var thread = new Thread(task, "reconciler-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** From here on nudges have an effect. */
  void start() {
    started = true;
  }

  private volatile boolean started;

  void soon(ApplicationId id) {
    if (started) {
      turns.computeIfAbsent(id, Turn::new).soon();
    }
  }

  @Override
  public void close() {
    started = false;
    threads.shutdown();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One application's place in the rounds; its lock guards all its fields. */
  private final class Turn implements Runnable {
    private final ApplicationId id;
    private boolean busy;
    private boolean again;
    private Optional<Future<?>> due = Optional.empty();

    Turn(ApplicationId id) {
      this.id = id;
    }

    synchronized void soon() {
      if (busy) {
        again = true;
        return;
      }
      in(Duration.ZERO);
    }

    @Override
    public void run() {
      synchronized (this) {
        if (busy) {
          return;
        }
        busy = true;
        again = false;
      }
      Optional<Duration> next = Optional.of(Duration.ofSeconds(2));
      try {
        next = round.apply(id);
      } finally {
        after(next);
      }
    }

    private synchronized void after(Optional<Duration> next) {
      busy = false;
      if (again) {
        in(Duration.ZERO);
      } else {
        next.ifPresent(this::in);
      }
    }

    private void in(Duration delay) {
      due.ifPresent(future -> future.cancel(false));
      try {
        due = Optional.of(threads.schedule(this, delay.toMillis(), TimeUnit.MILLISECONDS));
      } catch (RejectedExecutionException e) {
        due = Optional.empty(); // closed: the next server goes on
      }
    }
  }
}
