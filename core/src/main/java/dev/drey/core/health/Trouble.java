package dev.drey.core.health;

import java.time.Instant;

/** Why a job failed, and when that was seen last. */
public record Trouble(String cause, Instant at) {
  /** Without the frames and further lines that Flink gives. */
  String inShort() {
    String line = cause.lines().findFirst().orElse("").strip();
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }
}
