package dev.drey.core.metrics.math;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an expression may name, and the time it is about. */
public interface Scope {
  /** What another query of the same request comes to. */
  Value named(String id);

  /** The metrics of the request whose ids contain this. */
  List<Line> metrics(String partOfId);

  /** Every metric that a search finds. */
  List<Line> search(String search, String statistic, Duration period);

  Instant from();

  Instant until();

  /** How far apart points are where no metric says so. */
  Duration period();
}
