/**
 * What the benchmarks of {@code bench/run} need of Java: a job that tells when it works ({@link
 * dev.drey.bench.PulseJob}), and a Kafka with a day of visits in it.
 */
package dev.drey.bench;
