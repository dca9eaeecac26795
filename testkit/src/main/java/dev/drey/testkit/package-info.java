/**
 * Tests of Flink jobs in milliseconds, without a cluster. {@link dev.drey.testkit.TestJob} runs a
 * whole pipeline, {@link dev.drey.testkit.TestOperator} one part of it step by step. What is
 * supported stands in {@code docs/testkit.md}.
 */
package dev.drey.testkit;
