package dev.drey.testkit;

/**
 * A timer that is registered and has not fired.
 *
 * @param key of the element it was registered for
 * @param time in milliseconds, of event or of processing time
 */
public record Timer(Object key, long time) {}
