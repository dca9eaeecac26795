package dev.drey.server.http.auth;

import dev.drey.server.wire.Fault;

/** Who a request says it is from: to be believed only when its body is known. */
@FunctionalInterface
public interface Claim {
  /**
   * Who it is from.
   *
   * @param bodyHash SHA-256 of the body, in hexadecimal digits
   * @throws Fault where the signature is not over this very request
   */
  Principal proven(String bodyHash);
}
