package dev.drey.server.http.answers;

/** Texts that the contract bounds. */
final class Shortened {
  private Shortened() {}

  /** At most so many characters, counted as the contract counts them. */
  static String to(int longest, String text) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
  }
}
