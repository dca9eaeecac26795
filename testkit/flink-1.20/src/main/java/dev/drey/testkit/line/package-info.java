/** What is written otherwise for Flink 1.20 than for the other lines. */
package dev.drey.testkit.line;
