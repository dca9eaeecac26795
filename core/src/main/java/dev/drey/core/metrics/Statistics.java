package dev.drey.core.metrics;

/** Some numbers, as far as sums, extremes and averages need to know them. */
public record Statistics(long count, double sum, double least, double most) {
  public static Statistics of(double value) {
    return new Statistics(1, value, value, value);
  }

  public Statistics and(Statistics other) {
    return new Statistics(
        count + other.count,
        sum + other.sum,
        Math.min(least, other.least),
        Math.max(most, other.most));
  }

  public double average() {
    return sum / count;
  }
}
