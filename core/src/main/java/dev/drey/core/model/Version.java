package dev.drey.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One version of an application: never changed once made, but for the mark that it was rolled back.
 *
 * @param updatedFrom the version before it
 * @param rolledBack the copy that took its place, where it was given up
 * @param rolledBackFrom for such a copy: the version that was given up
 * @param rolledBackTo for such a copy: the version it is a copy of
 */
public record Version(
    int number,
    Configuration configuration,
    Instant createdAt,
    OptionalInt updatedFrom,
    OptionalInt rolledBackFrom,
    OptionalInt rolledBackTo,
    boolean rolledBack) {

  public static Version first(Configuration configuration, Instant now) {
    return new Version(
        1,
        configuration,
        now,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        false);
  }

  public Version next(Configuration changed, Instant now) {
    return new Version(
        number + 1,
        changed,
        now,
        OptionalInt.of(number),
        OptionalInt.empty(),
        OptionalInt.empty(),
        false);
  }

  /**
   * The version that takes over where {@code abandoned}, made after this one, is given up: a copy
   * of this one.
   */
  public Version insteadOf(int abandoned, Instant now) {
    return new Version(
        abandoned + 1,
        configuration,
        now,
        OptionalInt.of(abandoned),
        OptionalInt.of(abandoned),
        OptionalInt.of(number),
        false);
  }

  /** This version, marked as rolled back from. */
  public Version givenUp() {
    return new Version(
        number, configuration, createdAt, updatedFrom, rolledBackFrom, rolledBackTo, true);
  }

  /** The code of this version, or the refusal a start without code gets. */
  public Code codeToRun() {
    return Optional.of(configuration)
        .flatMap(Configuration::code)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.INVALID_CONFIGURATION,
                    "version "
                        + number
                        + " has no code; give it some with UpdateApplication and"
                        + " ApplicationCodeConfigurationUpdate"));
  }
}
