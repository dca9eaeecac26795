package dev.drey.core.model;

import java.util.regex.Pattern;

/** The SHA-256 of a code object, in lower-case hexadecimal: the name it is kept under. */
public record Sha256(String value) implements Comparable<Sha256> {
  private static final Pattern ALLOWED = Pattern.compile("[0-9a-f]{64}");

  public Sha256 {
    if (!ALLOWED.matcher(value).matches()) {
      throw new Refused(Reason.INVALID_ARGUMENT, "not a SHA-256: " + value);
    }
  }

  @Override
  public int compareTo(Sha256 other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
