package dev.drey.server.http.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What signs within one scope: a secret, by way of each part of the scope. */
final class SigningKey {
  private final byte[] key;

  private SigningKey(byte[] key) {
    this.key = key;
  }

  static SigningKey of(String secret, Scope scope) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(scope.date(), scope.region(), scope.service(), scope.terminator())) {
      key = Hashes.hmac(key, part);
    }
    return new SigningKey(key);
  }

  byte[] sign(String text) {
    return Hashes.hmac(key, text);
  }
}
