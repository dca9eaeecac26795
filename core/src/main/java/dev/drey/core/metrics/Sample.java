package dev.drey.core.metrics;

import java.util.Map;

/** One number, as a JVM of Flink told it. */
public record Sample(String name, Map<String, String> labels, double value) {
  public Sample {
    labels = Map.copyOf(labels);
  }

  String label(String label) {
    return labels.getOrDefault(label, "");
  }
}
