package dev.drey.core.options;

import java.util.regex.Pattern;

/** Names behind which a secret may stand: Flink's own list and more. */
final class SecretNames {
  static final Pattern FOUND =
      Pattern.compile(
          "pass(word|wd|phrase)|secret|token(?!s\\.enabled)|credential|(access|account|private|api|service)[._-]?key"
              + "|auth[._-]?params|basic[._-]?auth|jaas|http[._-]?headers|authorization",
          Pattern.CASE_INSENSITIVE);

  private SecretNames() {}
}
