package dev.drey.server.wire;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with one request, in AWS's words. */
final class Breaches {
  /**
   * AWS repeats a value whatever its length; an answer should not be as long as the request was.
   */
  private static final int LONGEST_SHOWN = 256;

  private final List<String> found = new ArrayList<>();

  void add(String shown, String at, String constraint) {
    found.add("Value %s at '%s' failed to satisfy constraint: %s".formatted(shown, at, constraint));
  }

  void throwIfAny(String type) {
    if (found.isEmpty()) {
      return;
    }
    throw Fault.of(
        type,
        "%d validation %s detected: %s"
            .formatted(
                found.size(), found.size() == 1 ? "error" : "errors", String.join("; ", found)));
  }

  static String quote(String value) {
    return value.length() <= LONGEST_SHOWN
        ? "'" + value + "'"
        : "'" + value.substring(0, value.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "…'";
  }

  /** {@code ApplicationName} as AWS names it in its messages: {@code applicationName}. */
  static String below(String at, String member) {
    String name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
    return at.isEmpty() ? name : at + "." + name;
  }
}
