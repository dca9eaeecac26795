package dev.drey.core.model;

import java.util.regex.Pattern;

/** The name of a snapshot, unique in its application. */
public record SnapshotName(String value) implements Comparable<SnapshotName> {
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9_.-]{1,256}");

  public SnapshotName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new Refused(Reason.INVALID_ARGUMENT, "not a snapshot name: " + value);
    }
  }

  @Override
  public int compareTo(SnapshotName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
