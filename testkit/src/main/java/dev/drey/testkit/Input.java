package dev.drey.testkit;

import dev.drey.testkit.engine.Feed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a source emits: elements in order, each with a timestamp or without, and between them
 * whatever else a source can say. Immutable: each method gives a longer input.
 *
 * <p>At a parallelism above 1 the subtasks of the source take the elements by turns, unless {@link
 * #partition} says which.
 *
 * @param <T> type of the elements
 */
public final class Input<T> {
  private final List<Feed.Step> steps;
  private final int partition;

  private Input(List<Feed.Step> steps, int partition) {
    this.steps = List.copyOf(steps);
    this.partition = partition;
  }

  /** Nothing yet. */
  public static <T> Input<T> empty() {
    return new Input<>(List.of(), -1);
  }

  /** Elements without timestamps; the pipeline's own strategy gives them theirs, if it does. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T> Input<T> of(T... elements) {
    return of(List.of(elements));
  }

  /** Elements without timestamps. */
  public static <T> Input<T> of(Iterable<? extends T> elements) {
    Input<T> input = empty();
    List<Feed.Step> steps = new ArrayList<>();
    elements.forEach(element -> steps.add(new Feed.Element(element, null, -1)));
    return new Input<>(steps, input.partition);
  }

  /** One more element, without a timestamp. */
  public Input<T> then(T element) {
    return plus(new Feed.Element(element, null, partition));
  }

  /**
   * One more element that arrives with a timestamp, as a record of Kafka or Kinesis does. A
   * pipeline with a timestamp assigner of its own gives it to the assigner.
   *
   * @param timestamp in milliseconds since the epoch
   */
  public Input<T> then(T element, long timestamp) {
    return plus(new Feed.Element(element, timestamp, partition));
  }

  /** One more element that arrives with a timestamp. */
  public Input<T> then(T element, Instant timestamp) {
    return then(element, timestamp.toEpochMilli());
  }

  /**
   * A watermark, which every subtask emits here. Give the test {@link Watermarks#scripted()}, or
   * those of the pipeline's own strategies come beside it.
   *
   * @param timestamp in milliseconds since the epoch
   */
  public Input<T> watermark(long timestamp) {
    return plus(new Feed.Mark(timestamp));
  }

  /** The source is idle from here to its next element: nobody waits for its watermark. */
  public Input<T> idle() {
    return plus(new Feed.Idle());
  }

  /**
   * Processing time of the whole job goes on to this before the next element.
   *
   * @param millis since the epoch; never back
   */
  public Input<T> processingTime(long millis) {
    return plus(new Feed.Clock(millis));
  }

  /**
   * Says which subtask emits the elements that follow.
   *
   * @param number of the partition from 0; subtask {@code number % parallelism} takes it
   */
  public Input<T> partition(int number) {
    return new Input<>(steps, number);
  }

  List<Feed.Step> steps() {
    return steps;
  }

  private Input<T> plus(Feed.Step step) {
    List<Feed.Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Input<>(longer, partition);
  }
}
