package dev.drey.core.health;

import static dev.drey.core.health.Words.count;
import static dev.drey.core.health.Words.lasting;
import static dev.drey.core.health.Words.percent;

import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.metrics.DiskUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is wrong with an application, by what was seen of it. Pure: equal trails, equal findings.
 */
public final class Checkup {
  private static final int LOOP = 3;
  private static final int INTERVALS = 3;
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(20);
  private static final Duration MEMORY_HOLDS = Duration.ofMinutes(2);
  private static final double DISK_SHORT = 90;
  private static final double BUSY = 80;
  private static final double HELD = 50;

  /** The window of a growing lag is cut into so many parts, and it grows in each of them. */
  private static final int PARTS = 5;

  private final Trail trail;
  private final Instant now;

  private Checkup(Trail trail) {
    this.trail = trail;
    this.now = trail.now().at();
  }

  /** What is wrong, the worst first; nothing of one that does not run. */
  public static List<Finding> of(Trail trail) {
    return trail.now().isRunning() ? new Checkup(trail).findings() : List.of();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Stream.<Supplier<Optional<Finding>>>of(
            this::restarting,
            this::noCheckpoint,
            this::diskShort,
            this::memoryShort,
            this::lagGrows,
            this::watermarkStuck,
            this::backPressured)
        .forEach(look -> look.get().ifPresent(findings::add));
    return findings;
  }

  private Optional<Finding> restarting() {
    int restarts = trail.restarts().size();
    if (restarts < LOOP) {
      return Optional.empty();
    }
    return found(
        Ailment.RESTARTING_IN_LOOPS,
        "it has restarted %s times in the last %s, %s"
            .formatted(count(restarts), lasting(Trail.WINDOW), cause()));
  }

  private String cause() {
    return trail
        .now()
        .trouble()
        .filter(trouble -> !trouble.at().isBefore(now.minus(Trail.WINDOW)))
        .map(trouble -> "the last time because of " + trouble.inShort())
        .orElse("and why is unknown");
  }

  private Optional<Finding> noCheckpoint() {
    Optional<Duration> wanted = trail.now().checkpoints();
    if (wanted.isEmpty() || trail.figures().isEmpty()) {
      return Optional.empty();
    }
    Duration interval =
        wanted.get().compareTo(SHORTEST_INTERVAL) > 0 ? wanted.get() : SHORTEST_INTERVAL;
    Duration without = Duration.between(trail.checkpointed(), now);
    if (without.compareTo(interval.multipliedBy(INTERVALS)) <= 0) {
      return Optional.empty();
    }
    double failed = trail.figures().get().failedCheckpoints().orElse(0);
    return found(
        Ailment.NO_CHECKPOINT,
        "no checkpoint was completed for %s, though one is wanted every %s (%s failed)"
            .formatted(lasting(without), lasting(wanted.get()), count(failed)));
  }

  private Optional<Finding> diskShort() {
    return trail.figures().map(Figures::disk).flatMap(Checkup::diskShort);
  }

  private static Optional<Finding> diskShort(DiskUse disk) {
    if (disk.machine() >= DISK_SHORT) {
      return found(
          Ailment.DISK_SHORT, "the disk it works on is " + percent(disk.machine()) + " full");
    }
    if (disk.own().orElse(0) >= DISK_SHORT) {
      return found(
          Ailment.DISK_SHORT,
          "it has taken %s of the disk it is meant to (%s)"
              .formatted(percent(disk.own().getAsDouble()), SizeOptions.DISK));
    }
    return Optional.empty();
  }

  private Optional<Finding> memoryShort() {
    Duration held = Duration.between(trail.memoryWasFree(), now);
    if (held.compareTo(MEMORY_HOLDS) < 0) {
      return Optional.empty();
    }
    return trail
        .figures()
        .filter(figures -> figures.memory().isPresent())
        .flatMap(
            figures ->
                found(
                    Ailment.MEMORY_SHORT,
                    "a TaskManager has taken %s of its memory, and more than %s for %s"
                        .formatted(
                            percent(figures.memory().getAsDouble()),
                            percent(Trail.MEMORY_SHORT),
                            lasting(held))));
  }

  private Optional<Finding> lagGrows() {
    if (trail.figures().isEmpty() || !lagGrew()) {
      return Optional.empty();
    }
    return found(
        Ailment.LAG_GROWS,
        "its lag grew from %s to %s %s in %s, %s"
            .formatted(
                count(trail.lags().get(0).amount()),
                count(trail.lags().get(trail.lags().size() - 1).amount()),
                trail.figures().get().lag().unit(),
                lasting(Trail.WINDOW),
                slowest()));
  }

  private boolean lagGrew() {
    List<Trail.Mark> lags = trail.lags();
    Instant start = now.minus(Trail.WINDOW);
    if (lags.isEmpty() || lags.get(0).at().isAfter(start)) {
      return false;
    }
    double last = lags.get(0).amount();
    Duration part = Trail.WINDOW.dividedBy(PARTS);
    for (int i = 0; i < PARTS; i++) {
      Instant from = start.plus(part.multipliedBy(i));
      var least =
          lags.stream()
              .filter(mark -> mark.at().isAfter(from) && !mark.at().isAfter(from.plus(part)))
              .mapToDouble(Trail.Mark::amount)
              .min();
      if (least.isEmpty() || least.getAsDouble() <= last) {
        return false;
      }
      last = least.getAsDouble();
    }
    return last - lags.get(0).amount() >= trail.figures().get().lag().noise();
  }

  private String slowest() {
    return busiest()
        .map(
            task ->
                task.busy() >= BUSY
                    ? "because “%s” is busy %s of its time"
                        .formatted(task.name(), percent(task.busy()))
                    : "and why is unknown: the busiest task, “%s”, is busy %s of its time"
                        .formatted(task.name(), percent(task.busy())))
        .orElse("and why is unknown");
  }

  private Optional<Figures.Task> busiest() {
    return trail
        .figures()
        .flatMap(figures -> figures.tasks().stream().max(Comparator.comparing(Figures.Task::busy)));
  }

  private Optional<Finding> watermarkStuck() {
    Duration stands = Duration.between(trail.watermarkMoved(), now);
    if (stands.compareTo(Trail.WINDOW) < 0 || trail.figures().isEmpty()) {
      return Optional.empty();
    }
    Figures figures = trail.figures().get();
    return found(
        Ailment.WATERMARK_STUCK,
        "its watermark stands at %s for %s, though %s records a second come"
            .formatted(
                Instant.ofEpochMilli((long) figures.watermark().orElse(0)),
                lasting(stands),
                count(figures.recordsPerSecond())));
  }

  private Optional<Finding> backPressured() {
    Optional<Figures.Task> held =
        trail
            .figures()
            .flatMap(
                figures ->
                    figures.tasks().stream()
                        .filter(task -> task.backPressured() >= HELD)
                        .max(Comparator.comparing(Figures.Task::backPressured)));
    return held.flatMap(
        task ->
            found(
                Ailment.BACK_PRESSURED,
                "“%s” is backpressured %s of its time, %s"
                    .formatted(task.name(), percent(task.backPressured()), by(task))));
  }

  private String by(Figures.Task held) {
    return busiest()
        .filter(task -> !task.name().equals(held.name()) && task.busy() >= HELD)
        .map(task -> "by “%s”, which is busy %s".formatted(task.name(), percent(task.busy())))
        .orElse("and by what is unknown");
  }

  private static Optional<Finding> found(Ailment ailment, String says) {
    return Optional.of(new Finding(ailment, says));
  }
}
