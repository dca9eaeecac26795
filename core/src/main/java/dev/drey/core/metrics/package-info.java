/**
 * What is measured of applications: Flink's own numbers, read as it prints them, put into the names
 * and dimensions that Kinesis Data Analytics gives them, and kept. Read {@link
 * dev.drey.core.metrics.Collector} first, then {@link dev.drey.core.metrics.Measures}, the table of
 * all names.
 */
package dev.drey.core.metrics;
