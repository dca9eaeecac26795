package dev.drey.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What matters of all that was seen of one run of an application until now.
 *
 * @param thresholds from where on something is wrong
 * @param figures the newest there are
 * @param began when it was seen running first
 * @param restarts the moments at which one more had been counted, of the last minutes
 * @param checkpointed when the newest checkpoint was noticed, or it began
 * @param lags of the last minutes
 * @param watermarkMoved when the watermark was noticed elsewhere than before, or it began
 * @param memoryWasFree when less than nearly all of it was taken
 * @param pythonKeptTo when no Python worker had more than its share
 */
public record Trail(
    Observation now,
    Thresholds thresholds,
    Optional<Figures> figures,
    Instant began,
    List<Instant> restarts,
    Instant checkpointed,
    List<Mark> lags,
    Instant watermarkMoved,
    Instant memoryWasFree,
    Instant pythonKeptTo) {
  public Trail {
    restarts = List.copyOf(restarts);
    lags = List.copyOf(lags);
  }

  /** How far sources were behind. */
  public record Mark(Instant at, double amount) {}

  /** Of an application that was not seen before. */
  static Trail from(Observation first, Thresholds thresholds) {
    Instant at = first.at();
    return new Trail(
        first,
        thresholds,
        first.figures(),
        at,
        List.of(),
        at,
        marks(List.of(), first, thresholds),
        at,
        at,
        at);
  }

  /** One look later. What is not known at this look stays as it was. */
  Trail and(Observation next) {
    if (!next.run().equals(now.run()) || next.isRunning() != now.isRunning()) {
      return from(next, thresholds);
    }
    return new Trail(
        next,
        thresholds,
        next.figures().or(() -> figures),
        began,
        restarts(next),
        completedOne(next) ? next.at() : checkpointed,
        marks(lags, next, thresholds),
        watermarkStands(next) ? watermarkMoved : next.at(),
        isMemoryShort(next) ? memoryWasFree : next.at(),
        isPythonOverShare(next) ? pythonKeptTo : next.at());
  }

  private List<Instant> restarts(Observation next) {
    List<Instant> all = new ArrayList<>(restarts);
    all.removeIf(at -> at.isBefore(next.at().minus(thresholds.window())));
    for (int more = more(next); more > 0; more--) {
      all.add(next.at());
    }
    return all;
  }

  /** A JobManager that was lost is a restart too, and the next one counts from nothing. */
  private int more(Observation next) {
    double counted = restartsOf(next.figures()).orElse(0);
    if (next.incarnation() != now.incarnation()) {
      return 1 + (int) counted;
    }
    double before = restartsOf(figures).orElse(counted);
    return (int) Math.max(0, counted - before);
  }

  private static OptionalDouble restartsOf(Optional<Figures> figures) {
    return figures.map(Figures::restarts).orElse(OptionalDouble.empty());
  }

  /** The count has changed: upwards, or it is that of another JobManager. */
  private boolean completedOne(Observation next) {
    double before = completed(figures);
    double after = completed(next.figures());
    return after > 0 && after != before;
  }

  private static double completed(Optional<Figures> figures) {
    return figures.map(Figures::completedCheckpoints).orElse(OptionalDouble.empty()).orElse(0);
  }

  private static List<Mark> marks(List<Mark> before, Observation next, Thresholds thresholds) {
    Duration between = thresholds.betweenMarks();
    OptionalDouble amount =
        next.figures().map(figures -> figures.lag().amount()).orElse(OptionalDouble.empty());
    List<Mark> marks = new ArrayList<>(before);
    marks.removeIf(mark -> mark.at().isBefore(next.at().minus(thresholds.window()).minus(between)));
    boolean due =
        marks.isEmpty() || !next.at().isBefore(marks.get(marks.size() - 1).at().plus(between));
    if (amount.isPresent() && due) {
      marks.add(new Mark(next.at(), amount.getAsDouble()));
    }
    return marks;
  }

  /** It stands only where there is one, and where records come that could move it. */
  private boolean watermarkStands(Observation next) {
    Optional<Figures> after = next.figures();
    if (after.isEmpty()) {
      return true;
    }
    OptionalDouble before = figures.map(Figures::watermark).orElse(OptionalDouble.empty());
    return after.get().recordsPerSecond() > 0
        && after.get().watermark().isPresent()
        && (figures.isEmpty() || after.get().watermark().equals(before));
  }

  private static boolean isPythonOverShare(Observation next) {
    return next.figures().isEmpty()
        || next.figures().get().python().filter(Figures.PythonWorker::isOverShare).isPresent();
  }

  private boolean isMemoryShort(Observation next) {
    return next.figures().isEmpty()
        || next.figures().get().memory().orElse(0) >= thresholds.memory();
  }
}
