/**
 * Where an application's own metrics go so that the managed service shows them. Read {@link
 * dev.drey.sdk.metrics.ServiceMetrics}.
 */
package dev.drey.sdk.metrics;
