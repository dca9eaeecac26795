package dev.drey.core.model;

import java.util.regex.Pattern;

/** The Flink line an application runs on, by the name the service gives it (FLINK-1_20). */
public record RuntimeEnvironment(String value) implements Comparable<RuntimeEnvironment> {
  private static final Pattern ALLOWED = Pattern.compile("[A-Z0-9_-]{1,64}");

  public RuntimeEnvironment {
    if (!ALLOWED.matcher(value).matches()) {
      throw new Refused(Reason.INVALID_ARGUMENT, "not a runtime environment: " + value);
    }
  }

  @Override
  public int compareTo(RuntimeEnvironment other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
