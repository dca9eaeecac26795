package dev.drey.testkit.parity;

import java.util.ArrayList;
import java.util.List;

/** All of them. */
public final class Examples {
  private Examples() {}

  public static List<Example> all() {
    List<Example> all = new ArrayList<>();
    all.addAll(Stateless.all());
    all.addAll(Windows.all());
    all.addAll(Keyed.all());
    all.addAll(Timers.all());
    return all;
  }

  /** With state, from one source: each can be stopped and gone on with. */
  public static List<Example> restorable() {
    return all().stream()
        .filter(Example::inOrder)
        .filter(
            example ->
                List.of(
                        "running sum",
                        "reduce",
                        "value state",
                        "list state",
                        "reducing and aggregating state",
                        "count window")
                    .contains(example.name()))
        .toList();
  }
}
