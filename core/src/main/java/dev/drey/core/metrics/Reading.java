package dev.drey.core.metrics;

/**
 * What a series was at one moment.
 *
 * @param unit as CloudWatch names it
 */
public record Reading(Series series, Level level, String unit, Kind kind, Statistics value) {}
