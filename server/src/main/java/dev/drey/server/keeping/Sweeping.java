package dev.drey.server.keeping;

import dev.drey.core.control.Pruning;
import dev.drey.core.control.StateSweep;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes code and state that nothing needs, now and then. */
public final class Sweeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sweeping.class);
  private static final Duration PERIOD = Duration.ofHours(1);

  private final Pruning pruning;
  private final StateSweep state;
  private final boolean deletesState;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "sweeping");
            thread.setDaemon(true);
            return thread;
          });

  public Sweeping(Pruning pruning, StateSweep state, boolean deletesState) {
    this.pruning = pruning;
    this.state = state;
    this.deletesState = deletesState;
  }

  public void start() {
    long minutes = PERIOD.toMinutes();
    var unused = clockwork.scheduleWithFixedDelay(this::sweep, minutes, minutes, TimeUnit.MINUTES);
  }

  private void sweep() {
    sweepCode();
    sweepState();
  }

  private void sweepState() {
    try {
      List<StateSweep.Item> items = deletesState ? state.run() : state.rehearse();
      items.stream()
          .collect(Collectors.groupingBy(Sweeping::place, TreeMap::new, Collectors.toList()))
          .forEach(Sweeping::tell);
    } catch (RuntimeException e) { // or the clockwork would stand still
      log.warn("unneeded state could not be looked for, next time: {}", e.toString());
    }
  }

  /** Files that checkpoints share may be thousands: they are told together. */
  private static String place(StateSweep.Item item) {
    return item.path().replaceFirst("(/shared)/[^/]+$", "$1");
  }

  private static void tell(String place, List<StateSweep.Item> items) {
    log.warn(
        "state that nothing needs: {} found, {} of them deleted path={} since={}",
        items.size(),
        items.stream().filter(StateSweep.Item::deleted).count(),
        place,
        items.stream().map(StateSweep.Item::since).min(Comparator.naturalOrder()).orElseThrow());
  }

  private void sweepCode() {
    try {
      for (Pruning.Item item : pruning.run()) {
        if (item.deleted()) {
          log.info(
              "code that nothing needs is deleted code={} bytes={}",
              item.code().value(),
              item.bytes());
        }
      }
    } catch (RuntimeException e) { // or the clockwork would stand still
      log.warn("unneeded code could not be deleted, next time: {}", e.toString());
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
