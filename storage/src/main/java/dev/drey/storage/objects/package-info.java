/**
 * Buckets, and the code of applications that is read from them once and kept. Read {@link
 * dev.drey.storage.objects.BucketArtifacts} first; {@link dev.drey.storage.objects.EmbeddedBuckets}
 * is the object store that Drey brings itself.
 */
package dev.drey.storage.objects;
