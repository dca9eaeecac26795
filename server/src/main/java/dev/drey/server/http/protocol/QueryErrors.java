package dev.drey.server.http.protocol;

import dev.drey.server.http.auth.RequestHead;
import dev.drey.server.wire.Fault;
import java.util.Map;

/**
 * The codes that faults had when the API spoke the query protocol only. Clients that speak another
 * one now and whose programs still look for those say so in a header, and are told both.
 *
 * @param wanted whether this client does
 */
record QueryErrors(boolean wanted) {
  private static final int FORBIDDEN = 403;

  /** All others are their type without "Exception" at its end. */
  private static final Map<String, String> CODES =
      Map.of(
          "ValidationException", "ValidationError",
          "MissingRequiredParameterException", "MissingParameter",
          "InternalServiceFault", "InternalServiceError",
          "UnknownOperationException", "InvalidAction",
          "UnrecognizedClientException", "InvalidClientTokenId",
          "InvalidSignatureException", "SignatureDoesNotMatch");

  static QueryErrors of(RequestHead head) {
    return new QueryErrors(
        head.header("x-amzn-query-mode").filter(Boolean::parseBoolean).isPresent());
  }

  Map<String, String> headers(Fault fault) {
    return wanted ? Map.of("x-amzn-query-error", code(fault) + ";" + sender(fault)) : Map.of();
  }

  static String code(Fault fault) {
    return CODES.getOrDefault(fault.type(), fault.type().replaceFirst("Exception$", ""));
  }

  static String sender(Fault fault) {
    return fault.status() < 500 ? "Sender" : "Receiver";
  }

  /** Of whom nobody believes, the query protocol says so in the status as well. */
  static int status(Fault fault) {
    return switch (code(fault)) {
      case "InvalidClientTokenId",
          "SignatureDoesNotMatch",
          "MissingAuthenticationToken",
          "ExpiredToken",
          "AccessDenied" ->
          FORBIDDEN;
      default -> fault.status();
    };
  }
}
