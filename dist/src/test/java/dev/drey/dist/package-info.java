/**
 * Tests that run the built distribution as its users do: real servers, real Flink, real Kafka, real
 * kills. Read {@link dev.drey.dist.Drey} first; it is the server, and sees that nothing outlives a
 * test.
 */
package dev.drey.dist;
