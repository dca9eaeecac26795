package dev.drey.core.health;

import java.time.Instant;

/** Why a job failed, and when that was seen last. */
public record Trouble(String cause, Instant at) {
  /** Python says what was raised at the end, not at the beginning. */
  private static final String TRACEBACK = "Traceback (most recent call last):";

  /** Without the frames and further lines that Flink gives. */
  String inShort() {
    int traceback = cause.indexOf(TRACEBACK);
    String line = traceback < 0 ? first(cause) : raised(traceback);
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }

  private String raised(int traceback) {
    String frames = cause.substring(traceback + TRACEBACK.length());
    return cause.substring(0, traceback)
        + frames
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .findFirst()
            .orElse(TRACEBACK);
  }

  private static String first(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
