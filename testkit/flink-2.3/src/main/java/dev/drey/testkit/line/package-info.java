/** What is written otherwise for Flink 2.3 than for the other lines. */
package dev.drey.testkit.line;
