package dev.drey.bench.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the same tests by the kit, on a shared mini cluster, and on one mini cluster each, and
 * prints how long they took, a figure a line: name, tab, number. Results that differ end it.
 *
 * <pre>
 * warm ROUNDS    each test by each way, in a JVM that has run them before
 * fresh WAY      the first test of a JVM, then all the others
 * </pre>
 */
public final class KitTimes {
  private static final List<String> WAYS = List.of("kit", "shared", "own");

  /** The same for each way: a compiler settles by time, not by rounds. */
  private static final Duration WARM_UP = Duration.ofSeconds(12);

  private static final double MILLI = 1e6;

  private KitTimes() {}

  /** Takes a mode and what it wants. */
  public static void main(String... arguments) {
    switch (arguments[0]) {
      case "warm" -> warm(Integer.parseInt(arguments[1]));
      case "fresh" -> fresh(arguments[1]);
      default -> throw new IllegalArgumentException("neither warm nor fresh: " + arguments[0]);
    }
    System.exit(0); // threads of Flink's linger for a while
  }

  private static void warm(int rounds) {
    Map<String, List<String>> results = new TreeMap<>();
    for (String name : WAYS) {
      try (Way way = Way.named(name)) {
        warmUp(way);
        for (int round = 0; round < rounds; round++) {
          tell("operators-" + name, median(times(way, Scenarios.operators(), results)));
          tell("topologies-" + name, median(times(way, Scenarios.topologies(), results)));
        }
      }
    }
  }

  private static void warmUp(Way way) {
    List<Scenario> all = Scenarios.all();
    long began = System.nanoTime();
    for (int i = 0; System.nanoTime() - began < WARM_UP.toNanos(); i++) {
      times(way, List.of(all.get(i % all.size())), new TreeMap<>());
    }
  }

  private static void fresh(String name) {
    long began = System.nanoTime();
    Map<String, List<String>> results = new TreeMap<>();
    try (Way way = Way.named(name)) {
      List<Scenario> all = Scenarios.all();
      // The 17th is a window, which needs more of Flink than a map does.
      times(way, all.subList(16, 17), results);
      tell("first", (System.nanoTime() - began) / MILLI);
      times(way, all, results);
    }
    System.out.println("results\t" + results.toString().hashCode());
  }

  /** Milliseconds of each; what comes out must be what came out before. */
  private static List<Double> times(
      Way way, List<Scenario> scenarios, Map<String, List<String>> results) {
    List<Double> times = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      long began = System.nanoTime();
      List<String> output = way.run(scenario);
      times.add((System.nanoTime() - began) / MILLI);
      List<String> before = results.putIfAbsent(scenario.name(), output);
      if (output.isEmpty() || (before != null && !before.equals(output))) {
        throw new IllegalStateException(
            scenario.name() + " gave " + output + " and before " + before);
      }
    }
    return times;
  }

  private static double median(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void tell(String figure, double value) {
    System.out.printf("%s\t%.3f%n", figure, value);
  }
}
