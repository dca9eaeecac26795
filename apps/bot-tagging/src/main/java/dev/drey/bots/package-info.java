/**
 * Interactions of users from Kafka and Kinesis into files on S3, each tagged with what speaks for a
 * bot. Read {@link dev.drey.bots.Main} first, then {@link dev.drey.bots.BotTagEnrichment}.
 */
package dev.drey.bots;
