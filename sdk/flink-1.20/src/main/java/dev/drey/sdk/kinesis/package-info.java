/** Kinesis data streams in. Read {@link dev.drey.sdk.kinesis.KinesisInput}. */
package dev.drey.sdk.kinesis;
