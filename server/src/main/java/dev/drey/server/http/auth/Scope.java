package dev.drey.server.http.auth;

import java.util.ArrayList;
import java.util.List;

/** Where and when a signature holds: {@code 20261122/us-east-1/kinesisanalytics/aws4_request}. */
record Scope(String date, String region, String service, String terminator) {
  private static final String TERMINATOR = "aws4_request";

  /**
   * Refuses one that does not hold here and now, with all that is wrong about it.
   *
   * @param wanted the service whose API is asked
   * @param signed when the request says it was signed
   */
  void check(String here, String wanted, SigningTime signed) {
    List<String> wrong = new ArrayList<>();
    if (!region.equals(here)) {
      wrong.add("Credential should be scoped to a valid region, not '%s'. ".formatted(region));
    }
    if (!service.equals(wanted)) {
      wrong.add("Credential should be scoped to correct service: '%s'. ".formatted(wanted));
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

  @Override
  public String toString() {
    return String.join("/", date, region, service, terminator);
  }
}
