package dev.drey.testkit;

import java.util.OptionalLong;

/**
 * An element as it came out.
 *
 * @param value the element
 * @param timestamp in milliseconds since the epoch, if it has one
 * @param subtask that emitted it, or, at a sink, that received it
 */
public record Emitted<T>(T value, OptionalLong timestamp, int subtask) {}
