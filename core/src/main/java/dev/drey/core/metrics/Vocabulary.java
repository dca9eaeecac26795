package dev.drey.core.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Names and labels as JVMs write them, each kept once: they are the same again and again, and take
 * most of what a JVM tells. Safe for use by several threads.
 */
public final class Vocabulary {
  private Map<String, Map<String, String>> labels = new HashMap<>();
  private Map<String, Map<String, String>> labelsBefore = new HashMap<>();
  private Map<String, String> names = new HashMap<>();
  private Map<String, String> namesBefore = new HashMap<>();

  /** Lets go of what was not said since it was called last. */
  public synchronized void forget() {
    labelsBefore = labels;
    labels = new HashMap<>();
    namesBefore = names;
    names = new HashMap<>();
  }

  synchronized Map<String, String> labels(
      String written, Function<String, Map<String, String>> read) {
    return kept(written, labels, labelsBefore, text -> Map.copyOf(read.apply(text)));
  }

  synchronized String name(String written) {
    return kept(written, names, namesBefore, text -> text);
  }

  private static <T> T kept(
      String written, Map<String, T> now, Map<String, T> before, Function<String, T> read) {
    T known = now.get(written);
    if (known == null) {
      T earlier = before.get(written);
      known = earlier == null ? read.apply(written) : earlier;
      now.put(written, known);
    }
    return known;
  }
}
