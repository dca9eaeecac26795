package dev.drey.core.metrics;

/** How a number behaves from one look to the next. */
public enum Kind {
  GAUGE,
  /** Flink counts for ever; told is what came since the last look, so that sums are right. */
  COUNTER,
  /** A time in milliseconds that Flink gives as the least number there is until it has one. */
  WATERMARK
}
