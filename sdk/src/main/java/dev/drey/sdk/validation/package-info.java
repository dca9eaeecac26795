/**
 * Input that is checked where it comes in: each record that does not pass is counted under its
 * reason and kept among the dead letters. Read {@link dev.drey.sdk.validation.Validation} first.
 */
package dev.drey.sdk.validation;
