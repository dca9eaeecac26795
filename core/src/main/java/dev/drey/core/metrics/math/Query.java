package dev.drey.core.metrics.math;

import dev.drey.core.metrics.Series;
import java.time.Duration;
import java.util.Optional;

/**
 * One line that is asked for, or several.
 *
 * @param id by which others name it
 * @param shown whether it is answered, or only there for others
 */
public record Query(String id, Source source, Optional<String> label, boolean shown) {

  /** Where its points come from. */
  public sealed interface Source {}

  /**
   * What was measured.
   *
   * @param unit the only one that is wanted
   */
  public record Measured(Series series, Statistic statistic, Duration period, Optional<String> unit)
      implements Source {}

  /** What comes of others. */
  public record Formula(Expression expression, Optional<Duration> period) implements Source {}

  /** A metric that nobody here measures. */
  public record Elsewhere(String metric, Duration period) implements Source {}
}
