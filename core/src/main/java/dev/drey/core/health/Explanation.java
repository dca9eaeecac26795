package dev.drey.core.health;

import static dev.drey.core.health.Words.count;
import static dev.drey.core.health.Words.lasting;
import static dev.drey.core.health.Words.percent;

import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.model.ApplicationName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an application is and why, in one sentence, with the figures that it rests on. Where no
 * figure says why, it says that this is unknown.
 */
public record Explanation(Verdict verdict, String sentence, List<Finding> findings) {
  public Explanation {
    findings = List.copyOf(findings);
  }

  /** The sentence in a word. */
  public enum Verdict {
    WELL,
    TROUBLED,
    UNKNOWN,
    NOT_RUNNING
  }

  public static Explanation of(ApplicationName name, Trail trail) {
    List<Finding> findings = Checkup.of(trail);
    Observation now = trail.now();
    String subject = name + " is " + now.status() + " ";
    if (!now.isRunning()) {
      return new Explanation(Verdict.NOT_RUNNING, subject + notRunning(trail), findings);
    }
    if (!findings.isEmpty()) {
      String says = findings.stream().map(Finding::says).collect(Collectors.joining("; "));
      return new Explanation(Verdict.TROUBLED, subject + "and not well: " + says, findings);
    }
    if (!isWhole(now)) {
      return new Explanation(
          Verdict.TROUBLED, subject + "and not whole: " + missing(now), findings);
    }
    if (now.figures().isEmpty()) {
      String says = "and how it does is unknown: none of its JVMs has told its numbers";
      return new Explanation(Verdict.UNKNOWN, subject + says, findings);
    }
    return new Explanation(Verdict.WELL, subject + "and well: " + well(trail), findings);
  }

  private static boolean isWhole(Observation now) {
    return now.seen()
        .filter(seen -> seen.condition() != Condition.HEALTHY || seen.missingTaskManagers() > 0)
        .filter(seen -> seen.condition() != Condition.UNKNOWN)
        .isEmpty();
  }

  private static String missing(Observation now) {
    Sighting seen = now.seen().orElseThrow();
    String what =
        seen.missingTaskManagers() > 0
            ? count(seen.missingTaskManagers()) + " of its TaskManagers are missing"
            : "not every subtask runs";
    return what + ", " + why(now);
  }

  private static String notRunning(Trail trail) {
    Observation now = trail.now();
    if (now.run().isEmpty()) {
      return "and does not run" + now.note().map(note -> ": " + note).orElse("");
    }
    return "for %s, %s".formatted(lasting(Duration.between(trail.began(), now.at())), why(now));
  }

  private static String why(Observation now) {
    int failures = now.seen().map(Sighting::failures).orElse(0);
    Optional<String> cause = now.seen().flatMap(Sighting::cause);
    if (cause.isEmpty()) {
      return "and nothing has failed so far";
    }
    return "and has failed %s, the last time because of %s"
        .formatted(
            failures == 1 ? "once" : count(failures) + " times",
            new Trouble(cause.get(), now.at()).inShort());
  }

  private static String well(Trail trail) {
    Figures figures = trail.now().figures().orElseThrow();
    List<String> facts = new ArrayList<>();
    figures.tasks().stream()
        .max(Comparator.comparing(Figures.Task::busy))
        .ifPresent(
            task ->
                facts.add(
                    "its busiest task, “%s”, is busy %s of its time"
                        .formatted(task.name(), percent(task.busy()))));
    if (figures.lag().amount().isPresent()) {
      facts.add(
          "its lag is %s %s"
              .formatted(count(figures.lag().amount().getAsDouble()), figures.lag().unit()));
    }
    if (figures.completedCheckpoints().orElse(0) > 0) {
      facts.add(
          "its newest checkpoint is %s old"
              .formatted(lasting(Duration.between(trail.checkpointed(), trail.now().at()))));
    }
    facts.add(
        count(trail.restarts().size()) + " restarts in " + lasting(trail.thresholds().window()));
    return String.join(", ", facts);
  }
}
