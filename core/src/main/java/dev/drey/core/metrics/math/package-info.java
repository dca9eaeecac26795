/**
 * CloudWatch's metric math: expressions over lines of a graph. Read {@link
 * dev.drey.core.metrics.math.Expression} first.
 */
package dev.drey.core.metrics.math;
