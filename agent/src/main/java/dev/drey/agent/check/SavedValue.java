package dev.drey.agent.check;

import java.util.Optional;

/**
 * One named state of an operator.
 *
 * @param kryo the type that Kryo writes, in it or as a part of it
 * @param unreadable why its serializer cannot be read here
 */
record SavedValue(String name, Optional<String> kryo, Optional<String> unreadable) {}
