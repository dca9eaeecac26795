/**
 * Flink's own dashboard, to look at and not to touch. Read {@link
 * dev.drey.server.http.flink.FlinkDashboard} first; what may be asked for stands in {@link
 * dev.drey.server.http.flink.FlinkPaths}.
 */
package dev.drey.server.http.flink;
