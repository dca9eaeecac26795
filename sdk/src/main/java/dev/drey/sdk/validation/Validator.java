package dev.drey.sdk.validation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * A validation inside one subtask, with its counters.
 *
 * @param <T> the records
 */
public final class Validator<T> {
  private final Validation<T> validation;
  private final Counter all;
  private final Map<String, Counter> rejected = new TreeMap<>();

  Validator(Validation<T> validation, MetricGroup metrics) {
    this.validation = validation;
    this.all = metrics.counter(validation.counter());
    for (String reason : validation.reasons()) {
      rejected.put(reason, metrics.counter(reason));
    }
  }

  /** What becomes of a record. */
  enum Verdict {
    PASSES,
    REJECTED,
    IGNORED
  }

  /** A verdict with its reason, if it is a rejection. */
  record Judged(Verdict verdict, String reason) {
    static final Judged PASSES = new Judged(Verdict.PASSES, "");
    static final Judged IGNORED = new Judged(Verdict.IGNORED, "");
  }

  /**
   * Judges a record and counts.
   *
   * @param value the record
   * @return whether it goes on
   */
  public boolean passes(T value) {
    return judge(value).verdict() == Verdict.PASSES;
  }

  Judged judge(T value) {
    Optional<Validation.Rule<T>> rule = validation.rule(value);
    if (rule.isPresent() && rule.get().ignored()) {
      return Judged.IGNORED;
    }
    all.inc();
    if (rule.isEmpty()) {
      return Judged.PASSES;
    }
    String reason = rule.get().reason();
    rejected.get(reason).inc();
    return new Judged(Verdict.REJECTED, reason);
  }
}
