package dev.drey.server.http.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The header of a signed request, taken apart. */
record Authorization(
    String keyId, Scope scope, SigningTime time, List<String> signedHeaders, String signature) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HEADER = "authorization";

  static Authorization of(RequestHead head) {
    String header = head.header(HEADER).map(String::strip).orElseThrow(Distrust::unsigned);
    String algorithm = header.split("[ \t]", 2)[0];
    if (!algorithm.startsWith("AWS4-")) {
      throw Distrust.unsigned(); // somebody else's scheme, such as Basic
    }
    if (!algorithm.equals(ALGORITHM)) {
      throw Distrust.incomplete("Unsupported AWS 'algorithm': '%s'.".formatted(algorithm));
    }
    Map<String, String> parts = parts(header);
    var time = SigningTime.of(head);
    var missing = new ArrayList<String>();
    for (String part : List.of("Credential", "Signature", "SignedHeaders")) {
      if (parts.getOrDefault(part, "").isEmpty()) {
        missing.add("Authorization header requires '" + part + "' parameter. ");
      }
    }
    if (time.isEmpty()) {
      missing.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
    }
    if (!missing.isEmpty()) {
      throw Distrust.incomplete(String.join("", missing) + "Authorization=" + header);
    }
    String[] credential = credential(parts.get("Credential"));
    return new Authorization(
        credential[0],
        new Scope(credential[1], credential[2], credential[3], credential[4]),
        time.get(),
        List.of(parts.get("SignedHeaders").split(";")),
        parts.get("Signature"));
  }

  /** Some clients leave no space after a comma. */
  private static Map<String, String> parts(String header) {
    Map<String, String> parts = new HashMap<>();
    for (String part : header.substring(ALGORITHM.length()).split(",")) {
      String[] both = part.strip().split("=", 2);
      if (both.length == 2) {
        parts.put(both[0], both[1]);
      } else if (!both[0].isEmpty()) {
        throw Distrust.incomplete(
            "'%s' not a valid key=value pair (missing equal-sign) in Authorization header: '%s'."
                .formatted(both[0], header));
      }
    }
    return parts;
  }

  private static String[] credential(String text) {
    String[] elements = text.split("/", -1);
    if (elements.length != 5) {
      throw Distrust.incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '%s'"
              .formatted(text));
    }
    return elements;
  }
}
