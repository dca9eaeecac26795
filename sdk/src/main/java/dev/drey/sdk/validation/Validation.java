package dev.drey.sdk.validation;

import dev.drey.sdk.Received;
import dev.drey.sdk.metrics.ServiceMetrics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.OutputTag;

/**
 * What a record has to be to go on, as named predicates. The first one that holds rejects it, and
 * its name is the reason: the name of a counter that the managed service shows.
 *
 * <pre>{@code
 * Validation<Click> validation =
 *     Validation.<Click>counting("clicks")
 *         .reject("missingUser", click -> click.user().isEmpty())
 *         .reject("invalidTimestamp", click -> click.time() <= 0);
 *
 * SingleOutputStreamOperator<Click> valid =
 *     clicks.process(validation.process(REJECTED, Rejected::new)).name("validate").uid("validate");
 * }</pre>
 *
 * <p>A validation is immutable. It becomes a filter, a map that lets all through, or a process
 * function with dead letters; a function of one's own has its {@link #open}ed form.
 *
 * @param <T> the records
 */
public final class Validation<T> implements Serializable {
  private static final long serialVersionUID = 1;

  private final String counter;
  private final List<Rule<T>> rules;

  private Validation(String counter, List<Rule<T>> rules) {
    this.counter = counter;
    this.rules = rules;
  }

  /** A question about a record that travels to where the record is. */
  @FunctionalInterface
  public interface Predicate<T> extends Serializable {
    /**
     * Asks it.
     *
     * @param value the record
     * @return whether it holds
     */
    boolean test(T value);
  }

  /** Makes what is kept of a rejected record. */
  @FunctionalInterface
  public interface DeadLetters<T, D> extends Serializable {
    /**
     * Makes the dead letter.
     *
     * @param value the record
     * @param reason the name of the predicate that rejected it
     * @return what goes to the side output
     */
    D letter(T value, String reason);
  }

  /** A predicate and the name of its counter. */
  record Rule<T>(String reason, boolean ignored, Predicate<T> holds) implements Serializable {}

  /**
   * A validation that rejects nothing yet.
   *
   * @param counter the name of the counter of all records, rejected or not
   * @param <T> the records
   * @return the validation
   */
  public static <T> Validation<T> counting(String counter) {
    return new Validation<>(ServiceMetrics.name(counter), List.of());
  }

  /**
   * Rejects records, after what was rejected by the rules before.
   *
   * @param reason why, in letters and digits; no other rule has it
   * @param when holds for what is rejected
   * @return this validation and the rule
   */
  public Validation<T> reject(String reason, Predicate<T> when) {
    boolean taken =
        reason.equals(counter) || rules.stream().anyMatch(rule -> rule.reason().equals(reason));
    if (taken) {
      throw new IllegalArgumentException("there is a counter of this name already: " + reason);
    }
    return and(new Rule<>(ServiceMetrics.name(reason), false, when));
  }

  /**
   * Lets records vanish that are no data (markers, tombstones): neither counted nor kept.
   *
   * @param when holds for what is dropped
   * @return this validation and the rule
   */
  public Validation<T> ignore(Predicate<T> when) {
    return and(new Rule<>("", true, when));
  }

  private Validation<T> and(Rule<T> rule) {
    List<Rule<T>> more = new ArrayList<>(rules);
    more.add(rule);
    return new Validation<>(counter, List.copyOf(more));
  }

  /**
   * Why a record is rejected. Counts nothing.
   *
   * @param value the record
   * @return the reason; nothing when it passes
   */
  public Optional<String> reason(T value) {
    return rule(value).filter(rule -> !rule.ignored()).map(Rule::reason);
  }

  /** The first rule that holds. */
  Optional<Rule<T>> rule(T value) {
    for (Rule<T> rule : rules) {
      if (rule.holds().test(value)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  String counter() {
    return counter;
  }

  List<String> reasons() {
    return rules.stream().filter(rule -> !rule.ignored()).map(Rule::reason).toList();
  }

  /**
   * This validation with its counters, for a rich function of one's own, which opens it in its
   * {@code open}.
   *
   * @param context of the function
   * @return the validator of this subtask
   */
  public Validator<T> open(RuntimeContext context) {
    return new Validator<>(this, ServiceMetrics.of(context));
  }

  /**
   * A filter that lets through what passes, and counts.
   *
   * @return the function
   */
  public FilterFunction<T> filter() {
    return new ValidatingFilter<>(this);
  }

  /**
   * A map that lets everything through as it is, and counts: to look first and reject later.
   *
   * @return the function
   */
  public MapFunction<T, T> observe() {
    return new ObservingMap<>(this);
  }

  /**
   * A process function that lets through what passes, counts, and puts the rest aside.
   *
   * @param tag of the side output
   * @param letters what is kept of a rejected record
   * @param <D> the dead letters
   * @return the function
   */
  public <D> ProcessFunction<T, T> process(OutputTag<D> tag, DeadLetters<T, D> letters) {
    return new ValidatingProcess<>(this, tag, Objects.requireNonNull(letters));
  }

  /**
   * A process function that takes the values that pass out of what a source has received, counts,
   * and puts the bytes of the rest aside.
   *
   * @param type the values' class
   * @param unreadable the reason of what could not be read, in letters and digits
   * @param tag of the side output
   * @return the function
   */
  public ProcessFunction<Received<T>, T> received(
      Class<T> type, String unreadable, OutputTag<DeadLetter> tag) {
    Validation<Received<T>> received =
        Validation.<Received<T>>counting(counter).reject(unreadable, each -> !each.isReadable());
    for (Rule<T> rule : rules) {
      received =
          received.and(
              new Rule<>(rule.reason(), rule.ignored(), each -> rule.holds().test(each.value())));
    }
    return new ValidatingReceived<>(received, TypeInformation.of(type), tag);
  }
}
