package dev.drey.server.http.auth;

import dev.drey.server.wire.Fault;

/**
 * Why somebody is not believed, in AWS's types and words. All of these are answered with status
 * 400, as AWS answers them for services of the JSON protocol.
 */
final class Distrust {
  private static final String INVALID = "InvalidSignatureException";
  private static final String INCOMPLETE = "IncompleteSignatureException";

  private Distrust() {}

  static Fault unsigned() {
    return Fault.of("MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  /** For an unknown key and a wrong session token alike: AWS calls both a token. */
  static Fault unknown() {
    return Fault.of(
        "UnrecognizedClientException", "The security token included in the request is invalid.");
  }

  static Fault expired() {
    return Fault.of(
        "ExpiredTokenException", "The security token included in the request is expired");
  }

  static Fault mismatch() {
    return invalid(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
            + " Access Key and signing method. Consult the service documentation for details.");
  }

  static Fault invalid(String message) {
    return Fault.of(INVALID, message);
  }

  static Fault incomplete(String message) {
    return Fault.of(INCOMPLETE, message);
  }

  static Fault denied(String message) {
    return Fault.of("AccessDeniedException", message);
  }
}
