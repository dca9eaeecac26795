/**
 * What an application costs: from KPUs to every memory part of every process, by arithmetic alone.
 * Read {@link dev.drey.core.capacity.ClusterSize} first.
 */
package dev.drey.core.capacity;
