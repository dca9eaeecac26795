package dev.drey.server.http.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.wire.Fault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What several operations are asked alike. */
final class Requests {
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:logs:[^:]*:[^:]*:log-group:([^:]+)(:\\*)?");

  private Requests() {}

  /** The name of the log group that is meant, by name or by ARN. */
  static String group(ObjectNode request) {
    if (request.has("logGroupName") == request.has("logGroupIdentifier")) {
      throw Fault.of(
          "InvalidParameterException",
          "Exactly one of logGroupName and logGroupIdentifier has to be given.");
    }
    String named = request.path("logGroupName").asText(request.path("logGroupIdentifier").asText());
    Matcher arn = ARN.matcher(named);
    return arn.matches() ? arn.group(1) : named;
  }
}
