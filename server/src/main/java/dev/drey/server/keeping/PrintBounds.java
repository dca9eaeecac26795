package dev.drey.server.keeping;

import dev.drey.core.control.Applications;
import dev.drey.core.lifecycle.Application;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes when JVMs of applications print, and holds that to its bound: they write without end. */
public final class PrintBounds implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PrintBounds.class);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final Applications applications;
  private final Consumer<Application> bound;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "print-bounds");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param bound what is done about each application that runs
   */
  public PrintBounds(Applications applications, Consumer<Application> bound) {
    this.applications = applications;
    this.bound = bound;
  }

  public void start() {
    long seconds = PERIOD.toSeconds();
    var unused = clockwork.scheduleWithFixedDelay(this::round, seconds, seconds, TimeUnit.SECONDS);
  }

  private void round() {
    try {
      applications.launched().forEach(this::tryOne);
    } catch (RuntimeException e) { // or the clockwork would stand still
      log.warn("what applications print was not looked at, next time: {}", e.toString());
    }
  }

  private void tryOne(Application application) {
    try {
      bound.accept(application);
    } catch (RuntimeException e) { // the others' are looked at
      log.warn(
          "what it prints could not be bounded, next time: {} application={}",
          e.getMessage(),
          application.id().name().value());
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
