package dev.drey.core.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Flink line an application runs on, by the name the service gives it (FLINK-1_20). */
public record RuntimeEnvironment(String value) implements Comparable<RuntimeEnvironment> {
  private static final Pattern ALLOWED = Pattern.compile("[A-Z0-9_-]{1,64}");
  private static final Pattern LINE = Pattern.compile("FLINK-([0-9]{1,3})_([0-9]{1,3})");
  private static final int MINORS = 1_000;

  public RuntimeEnvironment {
    if (!ALLOWED.matcher(value).matches()) {
      throw new Refused(Reason.INVALID_ARGUMENT, "not a runtime environment: " + value);
    }
  }

  /** Whether state that {@code other} has written may be unreadable for this one. */
  public boolean isOlderThan(RuntimeEnvironment other) {
    Matcher mine = LINE.matcher(value);
    Matcher theirs = LINE.matcher(other.value);
    return mine.matches() && theirs.matches() && number(mine) < number(theirs);
  }

  private static int number(Matcher line) {
    return Integer.parseInt(line.group(1)) * MINORS + Integer.parseInt(line.group(2));
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
