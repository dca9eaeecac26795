package dev.drey.core.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * What to do about a sighting. A plan that changes the phase or writes anything down carries no
 * steps: the new phase asks for them when it is looked at.
 */
public record Plan(Phase phase, List<Step> steps, List<Entry> entries) {

  public Plan {
    steps = List.copyOf(steps);
    entries = List.copyOf(entries);
    if (!steps.isEmpty() && !entries.isEmpty()) {
      throw new IllegalArgumentException("write it down, then do it: " + entries + ", " + steps);
    }
  }

  static Plan stay(Phase phase, Step... steps) {
    return new Plan(phase, List.of(steps), List.of());
  }

  static Plan become(Phase phase, Entry... entries) {
    return new Plan(phase, List.of(), List.of(entries));
  }

  Plan writing(List<? extends Entry> more) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(more);
    return new Plan(phase, steps, all);
  }
}
