package dev.drey.runtime.rest;

import java.util.Optional;

/**
 * A savepoint that was asked for.
 *
 * @param failure why there is none; absent while it is under way or where it is complete
 */
public record SavepointSeen(boolean complete, Optional<String> failure) {}
