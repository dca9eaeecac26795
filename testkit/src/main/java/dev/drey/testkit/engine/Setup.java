package dev.drey.testkit.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a run is to go.
 *
 * @param feeds what sources emit, by node id
 * @param order seed of the order of events; empty: sources by turns, and what they emit goes all
 *     the way at once
 * @param stateBackend short name of Flink's
 * @param scripted whether watermarks of the inputs pass operators that assign their own
 * @param patience how long a wait for asynchronous answers may take
 */
public record Setup(
    Map<Integer, List<Feed.Step>> feeds,
    OptionalLong order,
    boolean scripted,
    String stateBackend,
    long processingTime,
    Optional<Snapshot> start,
    Duration patience) {}
