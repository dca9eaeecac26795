package dev.drey.demo;

import java.util.Map;

/** The topics of one application. */
public record Topics(String input, String output, String deadLetters) {
  /** As many as the job has readers. */
  static final int PARTITIONS = 2;

  Map<String, Integer> partitions() {
    return Map.of(input, PARTITIONS, output, PARTITIONS, deadLetters, 1);
  }
}
