package dev.drey.server.http.answers;

import dev.drey.core.model.Operation;
import dev.drey.core.model.Timeline.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A timeline on one line, for those who see no more than AWS's own description. */
final class ShortTimeline {
  private ShortTimeline() {}

  /**
   * " [checked 0.8 s, savepoint 1.2 s]", each after the one before; empty if nothing was reached.
   */
  static String of(Operation operation) {
    List<String> steps = new ArrayList<>();
    Instant before = operation.startedAt();
    for (Mark mark : operation.timeline().marks()) {
      double seconds = Duration.between(before, mark.at()).toMillis() / 1000.0;
      String name = mark.milestone().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      steps.add(String.format(Locale.ROOT, "%s %.1f s", name, seconds));
      before = mark.at();
    }
    return steps.isEmpty() ? "" : " [" + String.join(", ", steps) + "]";
  }
}
