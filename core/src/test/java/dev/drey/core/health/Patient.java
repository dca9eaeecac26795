package dev.drey.core.health;

import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.metrics.DiskUse;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** An application that is looked at every fifteen seconds, and does as the test says. */
final class Patient {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final ApplicationName NAME = new ApplicationName("clicks");
  static final Duration LOOKS = Duration.ofSeconds(15);

  Instant now = NOON;
  Status status = Status.RUNNING;
  Optional<String> run = Optional.of("clicks-1");
  int incarnation = 1;
  Optional<Sighting> seen = Optional.of(Sighting.of(Sighting.Condition.HEALTHY));
  Optional<Trouble> trouble = Optional.empty();
  Optional<String> note = Optional.empty();
  Optional<Duration> checkpoints = Optional.of(Duration.ofMinutes(1));
  boolean talks = true;
  double restarts;
  double completed = 1;
  double failed;
  Figures.Lag lag = Figures.Lag.UNKNOWN;
  OptionalDouble watermark = OptionalDouble.empty();
  double recordsPerSecond = 100;
  List<Figures.Task> tasks = new ArrayList<>(List.of(task("Source", 20, 0)));
  double memory = 60;
  double disk = 40;
  OptionalDouble ownDisk = OptionalDouble.empty();

  private Optional<Trail> trail = Optional.empty();

  static Figures.Task task(String name, double busy, double backPressured) {
    return new Figures.Task(name, busy, backPressured);
  }

  /** Looks again and again for so long, and lets it change before each look. */
  Trail after(Duration time, Consumer<Patient> changes) {
    Instant until = now.plus(time);
    while (now.isBefore(until)) {
      changes.accept(this);
      look();
      now = now.plus(LOOKS);
    }
    return trail.orElseThrow();
  }

  /** As above, for one whose checkpoints are completed in time. */
  Trail well(Duration time, Consumer<Patient> changes) {
    return after(
        time,
        patient -> {
          patient.completed++;
          changes.accept(patient);
        });
  }

  Trail look() {
    Observation next = observation();
    trail = Optional.of(trail.map(before -> before.and(next)).orElseGet(() -> Trail.from(next)));
    return trail.get();
  }

  private Observation observation() {
    var figures =
        new Figures(
            OptionalDouble.of(restarts),
            OptionalDouble.of(completed),
            OptionalDouble.of(failed),
            lag,
            watermark,
            recordsPerSecond,
            tasks,
            OptionalDouble.of(memory),
            new DiskUse(disk, ownDisk));
    return new Observation(
        now,
        status,
        run,
        incarnation,
        seen,
        trouble,
        note,
        checkpoints,
        talks ? Optional.of(figures) : Optional.empty());
  }
}
