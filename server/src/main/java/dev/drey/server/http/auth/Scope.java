package dev.drey.server.http.auth;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where and when a signature holds: {@code 20261122/us-east-1/kinesisanalytics/aws4_request}. */
record Scope(String date, String region, String service, String terminator) {
  static final String SERVICE = "kinesisanalytics";
  private static final String TERMINATOR = "aws4_request";

  /**
   * Refuses one that does not hold here and now, with all that is wrong about it.
   *
   * @param signed when the request says it was signed
   */
  void check(String here, SigningTime signed) {
    List<String> wrong = new ArrayList<>();
    if (!region.equals(here)) {
      wrong.add("Credential should be scoped to a valid region, not '%s'. ".formatted(region));
    }
    if (!service.equals(SERVICE)) {
      wrong.add("Credential should be scoped to correct service: '%s'. ".formatted(SERVICE));
    }
    if (!terminator.equals(TERMINATOR)) {
      wrong.add(
          "Credential should be scoped with a valid terminator: '%s', not '%s'. "
              .formatted(TERMINATOR, terminator));
    }
    if (!date.equals(signed.day())) {
      wrong.add(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%s' != '%s', from '%s'."
              .formatted(date, signed.day(), signed));
    }
    if (!wrong.isEmpty()) {
      throw Distrust.invalid(String.join("", wrong));
    }
  }

  /** The key that signs within this scope. */
  byte[] signingKey(String secret) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(date, region, service, terminator)) {
      key = Hashes.hmac(key, part);
    }
    return key;
  }

  @Override
  public String toString() {
    return String.join("/", date, region, service, terminator);
  }
}
