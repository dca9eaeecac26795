package dev.drey.agent.check;

import java.util.Optional;

/**
 * One named state of an operator.
 *
 * @param kryo the type that Kryo writes, in it or as a part of it
 * @param unreadable why its serializer cannot be read here
 */
record SavedValue(String name, Optional<String> kryo, Optional<String> unreadable) {

  /**
   * Why this Flink cannot read it, where one with another Kryo wrote it.
   *
   * @param operator as its author knows it
   */
  Optional<String> problem(String operator) {
    String state = "state '" + name + "' of " + operator;
    return kryo.map(
            type ->
                "%s holds %s as the Kryo of another Flink wrote it, and this Flink's Kryo reads its bytes wrongly"
                    .formatted(state, type))
        .or(() -> unreadable.map(why -> state + " cannot be read: " + why));
  }
}
