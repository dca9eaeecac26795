package dev.drey.sdk.sessions;

import dev.drey.sdk.metrics.ServiceMetrics;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.OutputTag;

/**
 * What becomes of events that come when their session is over. They are counted in any case.
 *
 * @param <T> events
 */
public final class Late<T> implements Serializable {
  private static final long serialVersionUID = 1;

  private final String counter;
  private final Destination<T> destination;

  private Late(String counter, Destination<T> destination) {
    this.counter = ServiceMetrics.name(counter);
    this.destination = destination;
  }

  /** Makes a dead letter of an event; travels with the function. */
  @FunctionalInterface
  public interface Letter<T, D> extends Function<T, D>, Serializable {}

  @FunctionalInterface
  private interface Destination<T> extends Serializable {
    void send(T event, KeyedProcessFunction<?, T, ?>.Context context);
  }

  /**
   * They are counted and dropped.
   *
   * @param counter the name of the counter
   * @param <T> events
   * @return this way
   */
  public static <T> Late<T> dropped(String counter) {
    return new Late<>(counter, (event, context) -> {});
  }

  /**
   * They are counted and go to a side output.
   *
   * @param counter the name of the counter
   * @param tag of the side output
   * @param letter what is kept of the event
   * @param <T> events
   * @param <D> dead letters
   * @return this way
   */
  public static <T, D> Late<T> to(String counter, OutputTag<D> tag, Letter<T, D> letter) {
    return new Late<>(counter, (event, context) -> context.output(tag, letter.apply(event)));
  }

  String counter() {
    return counter;
  }

  void send(T event, KeyedProcessFunction<?, T, ?>.Context context) {
    destination.send(event, context);
  }
}
