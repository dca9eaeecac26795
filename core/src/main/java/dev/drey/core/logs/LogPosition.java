package dev.drey.core.logs;

/**
 * A place between two lines of a log.
 *
 * @param part which of its parts, in the order they were written
 * @param offset in bytes from the part's beginning
 */
public record LogPosition(long part, long offset) {}
