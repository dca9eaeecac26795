package dev.drey.testkit;

import dev.drey.testkit.engine.Execution;
import dev.drey.testkit.engine.Recording;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.util.OutputTag;

/**
 * What came of a run. Operators are called by uid or name; a name that fits none, or several, is an
 * {@link IllegalArgumentException} whose message lists the operators that there are.
 */
public final class JobRun {
  private final Results results;
  private final Optional<JobSnapshot> snapshot;
  private final OptionalLong order;

  JobRun(Execution execution, Optional<JobSnapshot> snapshot, OptionalLong order) {
    this(new KitResults(execution), snapshot, order);
  }

  JobRun(Results results, Optional<JobSnapshot> snapshot, OptionalLong order) {
    this.results = results;
    this.snapshot = snapshot;
    this.order = order;
  }

  /** Where results come from: a run in the kit, or one on a mini cluster. */
  interface Results {
    List<Recording.Seen> emitted(String operator, Optional<String> tag);

    MetricValues metrics(String operator);
  }

  /**
   * What reached a captured sink, or what another operator emitted, in order. Copies: what a test
   * does to them harms nobody.
   *
   * @throws ClassCastException if an element is of another type
   */
  public <T> List<T> output(String uidOrName, Class<T> type) {
    return results.emitted(uidOrName, Optional.empty()).stream()
        .map(seen -> type.cast(seen.value()))
        .toList();
  }

  /**
   * The same for a generic type: {@code output("counts", new TypeHint<Tuple2<String, Long>>() {})}.
   */
  @SuppressWarnings("unchecked") // the hint says so
  public <T> List<T> output(String uidOrName, TypeHint<T> type) {
    return (List<T>) output(uidOrName, (Class<Object>) type.getTypeInfo().getTypeClass());
  }

  /**
   * What an operator emitted to a side output, whether that output is used in the pipeline or not.
   */
  public <T> List<T> sideOutput(String uidOrName, OutputTag<T> tag) {
    Class<T> type = tag.getTypeInfo().getTypeClass();
    return results.emitted(uidOrName, Optional.of(tag.getId())).stream()
        .map(seen -> type.cast(seen.value()))
        .toList();
  }

  /** {@link #output}, with timestamps and subtasks. */
  public <T> List<Emitted<T>> emitted(String uidOrName, Class<T> type) {
    return results.emitted(uidOrName, Optional.empty()).stream()
        .map(seen -> emitted(seen, type))
        .toList();
  }

  static <T> Emitted<T> emitted(Recording.Seen seen, Class<T> type) {
    return new Emitted<>(
        type.cast(seen.value()),
        seen.timestamp() == null || seen.timestamp() == Long.MIN_VALUE
            ? OptionalLong.empty()
            : OptionalLong.of(seen.timestamp()),
        seen.subtask());
  }

  /** Metrics of an operator, of all its subtasks. */
  public MetricValues metrics(String uidOrName) {
    return results.metrics(uidOrName);
  }

  /** How many elements a window operator has dropped as too late. */
  public long lateDropped(String uidOrName) {
    return metrics(uidOrName).counter(MetricValues.LATE_DROPPED);
  }

  /**
   * The state where the run stopped.
   *
   * @throws IllegalStateException if it ran to its end ({@link TestJob#run}): stop it with {@link
   *     TestJob#runUntil}
   */
  public JobSnapshot snapshot() {
    return snapshot.orElseThrow(
        () ->
            new IllegalStateException(
                "this run came to its end; one of runUntil(…) leaves a snapshot"));
  }

  /** The seed of its order of events; empty for the usual order. */
  public OptionalLong order() {
    return order;
  }
}
