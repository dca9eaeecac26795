package dev.drey.core.health;

/**
 * Something that is wrong.
 *
 * @param says what it is and why, with the figures that it rests on
 */
public record Finding(Ailment ailment, String says) {}
