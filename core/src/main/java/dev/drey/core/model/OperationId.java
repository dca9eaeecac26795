package dev.drey.core.model;

import java.util.regex.Pattern;

/** What a caller asks for an operation by: twelve letters and digits, as the service gives them. */
public record OperationId(String value) implements Comparable<OperationId> {
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9]{1,64}");

  public OperationId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new Refused(Reason.INVALID_ARGUMENT, "not an operation id: " + value);
    }
  }

  @Override
  public int compareTo(OperationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
