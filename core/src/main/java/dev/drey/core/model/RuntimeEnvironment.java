package dev.drey.core.model;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Flink line an application runs on, by the name the service gives it (FLINK-1_20). */
public record RuntimeEnvironment(String value) implements Comparable<RuntimeEnvironment> {
  private static final Pattern ALLOWED = Pattern.compile("[A-Z0-9_-]{1,64}");
  private static final Pattern FLINK = Pattern.compile("FLINK-([0-9]{1,4})_([0-9]{1,4})");
  private static final Comparator<RuntimeEnvironment> BY_AGE =
      Comparator.comparingInt(RuntimeEnvironment::release).thenComparing(RuntimeEnvironment::value);

  public RuntimeEnvironment {
    if (!ALLOWED.matcher(value).matches()) {
      throw new Refused(Reason.INVALID_ARGUMENT, "not a runtime environment: " + value);
    }
  }

  @Override
  public int compareTo(RuntimeEnvironment other) {
    return BY_AGE.compare(this, other);
  }

  /** Whether the other's state is beyond it: Flink reads what older versions wrote, never newer. */
  public boolean isOlderThan(RuntimeEnvironment other) {
    return release() > 0 && release() < other.release();
  }

  private int release() {
    Matcher flink = FLINK.matcher(value);
    return flink.matches()
        ? Integer.parseInt(flink.group(1)) * 10_000 + Integer.parseInt(flink.group(2))
        : 0;
  }

  @Override
  public String toString() {
    return value;
  }
}
