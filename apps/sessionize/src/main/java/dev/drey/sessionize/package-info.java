/**
 * Sessions of visitors from web access logs: lines in from Kafka, one JSON record a session out to
 * Kafka, exactly once. Read {@link dev.drey.sessionize.Main} first: it names every operator in the
 * order a line passes them. Checkpoints, state backend and parallelism are the platform's.
 */
package dev.drey.sessionize;
