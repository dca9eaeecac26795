package dev.drey.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that was asked for and takes time. It ends SUCCESSFUL, FAILED with its cause, or
 * CANCELLED.
 *
 * @param kind the API's name of the action (StartApplication, …)
 * @param updatedFrom with {@code updatedTo}: the versions it leads between, where it changes the
 *     version
 * @param failure why it failed, or what there is to say about one that did not
 */
public record Operation(
    OperationId id,
    String kind,
    State state,
    Instant startedAt,
    Optional<Instant> endedAt,
    OptionalInt updatedFrom,
    OptionalInt updatedTo,
    Optional<String> failure,
    Optional<OperationId> rollback,
    Timeline timeline) {

  /** By the names the API shows. */
  public enum State {
    IN_PROGRESS,
    CANCELLED,
    SUCCESSFUL,
    FAILED
  }

  public static Operation begun(OperationId id, String kind, Instant now) {
    return new Operation(
        id,
        kind,
        State.IN_PROGRESS,
        now,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Timeline.EMPTY);
  }

  public Operation between(int from, int to) {
    return new Operation(
        id,
        kind,
        state,
        startedAt,
        endedAt,
        OptionalInt.of(from),
        OptionalInt.of(to),
        failure,
        rollback,
        timeline);
  }

  /** With something its caller should know although it may end well. */
  public Operation noting(Optional<String> note) {
    return new Operation(
        id, kind, state, startedAt, endedAt, updatedFrom, updatedTo, note, rollback, timeline);
  }

  public Operation ended(
      State how, Instant now, Optional<String> cause, Optional<OperationId> rolledBackBy) {
    return new Operation(
        id,
        kind,
        how,
        startedAt,
        Optional.of(now),
        updatedFrom,
        updatedTo,
        cause.or(() -> failure),
        rolledBackBy,
        timeline);
  }

  public Operation going(Timeline newTimeline) {
    return new Operation(
        id,
        kind,
        state,
        startedAt,
        endedAt,
        updatedFrom,
        updatedTo,
        failure,
        rollback,
        newTimeline);
  }
}
