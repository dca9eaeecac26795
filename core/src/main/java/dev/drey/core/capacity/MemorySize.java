package dev.drey.core.capacity;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory, in whole mebibytes. */
public record MemorySize(long mebibytes) implements Comparable<MemorySize> {
  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]+)\\s*(m|mb|mib|g|gb|gib)", Pattern.CASE_INSENSITIVE);

  public MemorySize {
    if (mebibytes < 0) {
      throw new IllegalArgumentException("memory below nothing: " + mebibytes);
    }
  }

  public static MemorySize mebi(long mebibytes) {
    return new MemorySize(mebibytes);
  }

  /** Reads {@code 1728m} or {@code 4g}: both in powers of 1,024. */
  public static MemorySize parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not an amount of memory: " + text + "; write it as 1728m or 4g");
    }
    boolean gibi = matcher.group(2).toLowerCase(Locale.ROOT).startsWith("g");
    return mebi(Math.multiplyExact(Long.parseLong(matcher.group(1)), gibi ? 1024 : 1));
  }

  public MemorySize plus(MemorySize other) {
    return mebi(mebibytes + other.mebibytes);
  }

  public MemorySize minus(MemorySize other) {
    return mebi(mebibytes - other.mebibytes);
  }

  public MemorySize times(int n) {
    return mebi(mebibytes * n);
  }

  /** A share of it, but within bounds. */
  MemorySize share(double fraction, MemorySize least, MemorySize most) {
    long share = (long) (mebibytes * fraction);
    return mebi(Math.max(least.mebibytes, Math.min(most.mebibytes, share)));
  }

  @Override
  public int compareTo(MemorySize other) {
    return Long.compare(mebibytes, other.mebibytes);
  }

  /** As Flink's settings and the JVM's flags write it. */
  public String flag() {
    return mebibytes + "m";
  }

  @Override
  public String toString() {
    return mebibytes + " MiB";
  }
}
