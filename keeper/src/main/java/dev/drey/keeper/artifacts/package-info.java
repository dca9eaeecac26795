/**
 * Code in buckets of the user's that no version needs any more. Opt-in for each application; read
 * {@link dev.drey.keeper.artifacts.BucketPruning} first.
 */
package dev.drey.keeper.artifacts;
