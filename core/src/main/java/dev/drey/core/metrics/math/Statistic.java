package dev.drey.core.metrics.math;

import dev.drey.core.metrics.Statistics;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.Arrays;

/** What of a step's numbers is shown. */
public enum Statistic {
  SAMPLE_COUNT("SampleCount"),
  AVERAGE("Average"),
  SUM("Sum"),
  MINIMUM("Minimum"),
  MAXIMUM("Maximum");

  private final String word;

  Statistic(String word) {
    this.word = word;
  }

  /** As CloudWatch calls it. */
  public String word() {
    return word;
  }

  public double of(Statistics numbers) {
    return switch (this) {
      case SAMPLE_COUNT -> numbers.count();
      case AVERAGE -> numbers.average();
      case SUM -> numbers.sum();
      case MINIMUM -> numbers.least();
      case MAXIMUM -> numbers.most();
    };
  }

  /**
   * The one of a name.
   *
   * @throws Refused for percentiles and the like, which need every single number
   */
  public static Statistic named(String word) {
    return Arrays.stream(values())
        .filter(statistic -> statistic.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    Reason.INVALID_ARGUMENT,
                    "The statistic "
                        + word
                        + " cannot be had: what is kept of each minute is SampleCount, Average, Sum, Minimum and Maximum."));
  }
}
