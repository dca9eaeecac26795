package dev.drey.core.model;

import java.util.regex.Pattern;

/** The name an application goes by, unique in its account and region. */
public record ApplicationName(String value) implements Comparable<ApplicationName> {
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  public ApplicationName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new Refused(Reason.INVALID_ARGUMENT, "not an application name: " + value);
    }
  }

  @Override
  public int compareTo(ApplicationName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
