package dev.drey.server.http.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key may do in its account. */
public enum Role {
  ADMIN,
  READ_ONLY;

  /** As it is written in a file: {@code read-only}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
