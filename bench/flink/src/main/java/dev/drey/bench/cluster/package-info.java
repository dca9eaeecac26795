/** Flink's mini cluster, as large as a benchmark needs it. */
package dev.drey.bench.cluster;
