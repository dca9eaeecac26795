package dev.drey.keeper.artifacts;

import java.util.Optional;

/**
 * An object of a bucket, as a version of an application names its code.
 *
 * @param version absent where whatever lies there is meant
 */
record CodeObject(String bucket, String key, Optional<String> version) {
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key + version.map(it -> "?versionId=" + it).orElse("");
  }
}
