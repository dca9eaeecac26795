package dev.drey.server.http;

import java.time.Duration;

/**
 * How slowly a body may come: so long at first, and then no slower than this.
 *
 * @param bytesPerSecond on average, after the grace
 */
record Patience(Duration grace, long bytesPerSecond) {
  static final Patience USUAL = new Patience(Duration.ofSeconds(20), 16 * 1024);

  boolean isOver(Duration since, long received) {
    return since.minus(grace).toMillis() * bytesPerSecond > received * 1000;
  }
}
