package dev.drey.runtime.rest;

import java.time.Instant;

/**
 * A completed checkpoint.
 *
 * @param id its number
 * @param completed when the last subtask had told that its part is written
 */
public record CheckpointSeen(long id, Instant completed) {}
