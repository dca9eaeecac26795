package dev.drey.sdk.validation;

/**
 * A record that went no further, as it came.
 *
 * @param value the record's bytes
 * @param reason why, as its validation calls it
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record DeadLetter(byte[] value, String reason) {}
