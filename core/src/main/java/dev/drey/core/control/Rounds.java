package dev.drey.core.control;

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

/** Calls a round for each thing when it is due, never two of one thing at once. */
final class Rounds<K> implements AutoCloseable {
  private final Function<K, Optional<Duration>> round;
  private final ScheduledExecutorService threads;
  private final Map<K, Turn> turns = new ConcurrentHashMap<>();

  /**
   * @param name of its threads
   */
  Rounds(String name, int size, Function<K, Optional<Duration>> round) {
    this.round = round;
    var number = new AtomicInteger();
    this.threads =
        Executors.newScheduledThreadPool(
            size,
            task -> {
              var thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** From here on nudges have an effect. */
  void start() {
    started = true;
  }

  private volatile boolean started;

  void soon(K id) {
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

  /** The same, without waiting for a round to come to its end: it is interrupted. */
  void abort() {
    started = false;
    threads.shutdownNow();
  }

  /** One thing's place in the rounds; its lock guards all its fields. */
  private final class Turn implements Runnable {
    private final K id;
    private boolean busy;
    private boolean again;
    private Optional<Future<?>> due = Optional.empty();

    Turn(K id) {
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
