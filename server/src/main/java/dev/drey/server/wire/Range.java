package dev.drey.server.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** The smallest and the largest that a length or a number may be. */
record Range(long min, long max) {
  static Range of(JsonNode definition) {
    return new Range(
        definition.path("min").asLong(Long.MIN_VALUE),
        definition.path("max").asLong(Long.MAX_VALUE));
  }

  /** Tells of a breach, where there is one, in AWS's words: {@code what} is "length" or "value". */
  void check(long actual, String what, String shown, String at, Breaches breaches) {
    if (actual > max) {
      breaches.add(shown, at, "Member must have " + what + " less than or equal to " + max);
    }
    if (actual < min) {
      breaches.add(shown, at, "Member must have " + what + " greater than or equal to " + min);
    }
  }
}
