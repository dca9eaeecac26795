/**
 * The demo of the application in Python: interactions by Kafka and Kinesis, tagged, into files on
 * S3. Read {@link dev.drey.demo.bots.BotsDemo} first: it is the story from start to end.
 */
package dev.drey.demo.bots;
