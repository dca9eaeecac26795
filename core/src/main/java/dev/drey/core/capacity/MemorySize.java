package dev.drey.core.capacity;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory, in bytes, as Flink counts. */
public record MemorySize(long bytes) implements Comparable<MemorySize> {
  private static final long KIBI = 1024;
  private static final long MEBI = KIBI * 1024;
  private static final Pattern WRITTEN =
      Pattern.compile(
          "([0-9]{1,19})\\s*"
              + "(b|bytes|k|kb|kib|kibibytes|m|mb|mib|mebibytes|g|gb|gib|gibibytes|t|tb|tib|tebibytes)?",
          Pattern.CASE_INSENSITIVE);

  public MemorySize {
    if (bytes < 0) {
      throw new IllegalArgumentException("memory below nothing: " + bytes);
    }
  }

  public static MemorySize mebi(long mebibytes) {
    return new MemorySize(Math.multiplyExact(mebibytes, MEBI));
  }

  /** Reads {@code 1728m} or {@code 4g}, in powers of 1,024; a bare number is bytes. */
  public static MemorySize parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw unreadable(text);
    }
    try {
      return new MemorySize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher)));
    } catch (ArithmeticException | NumberFormatException e) {
      throw unreadable(text);
    }
  }

  private static long unit(Matcher matcher) {
    String unit = matcher.group(2) == null ? "b" : matcher.group(2).toLowerCase(Locale.ROOT);
    return switch (unit.charAt(0)) {
      case 'k' -> KIBI;
      case 'm' -> MEBI;
      case 'g' -> MEBI * KIBI;
      case 't' -> MEBI * MEBI;
      default -> 1;
    };
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "not an amount of memory: " + text + "; write it as 1728m or 4g");
  }

  /** Rounded down. */
  public long mebibytes() {
    return bytes / MEBI;
  }

  public MemorySize plus(MemorySize other) {
    return new MemorySize(bytes + other.bytes);
  }

  public MemorySize minus(MemorySize other) {
    return new MemorySize(bytes - other.bytes);
  }

  public MemorySize times(int n) {
    return new MemorySize(bytes * n);
  }

  @Override
  public int compareTo(MemorySize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** As Flink's settings and the JVM's flags both read it. */
  public String flag() {
    return bytes % MEBI == 0 ? bytes / MEBI + "m" : Long.toString(bytes);
  }

  @Override
  public String toString() {
    return bytes % MEBI == 0
        ? bytes / MEBI + " MiB"
        : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MEBI);
  }
}
