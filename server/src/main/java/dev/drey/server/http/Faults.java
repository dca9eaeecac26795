package dev.drey.server.http;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.util.stream.Stream;

/** The one place where what went wrong inside gets the name and the status that clients know. */
final class Faults {
  private Faults() {}

  /** The fault that an operation answers a refusal with: of a type that its clients know. */
  static Fault of(Refused refused, Operation operation) {
    String exact = wireName(refused.reason());
    String type =
        Stream.of(exact, "InvalidArgumentException", "InvalidRequestException")
            .filter(operation.errors()::contains)
            .findFirst()
            .orElse(exact);
    return Fault.of(type, refused.getMessage());
  }

  static Fault of(RuntimeException thrown, String requestId) {
    if (thrown instanceof Fault fault) {
      return fault;
    }
    if (thrown instanceof Unavailable) {
      return Fault.unavailable(thrown.getMessage(), thrown);
    }
    return Fault.internal(requestId, thrown);
  }

  private static String wireName(Reason reason) {
    return switch (reason) { // no default: a new reason needs a name here to compile
      case INVALID_ARGUMENT -> "InvalidArgumentException";
      case INVALID_REQUEST -> "InvalidRequestException";
      case INVALID_CONFIGURATION -> "InvalidApplicationConfigurationException";
      case IN_USE -> "ResourceInUseException";
      case NOT_FOUND -> "ResourceNotFoundException";
      case STALE_VERSION -> "ConcurrentModificationException";
      case LIMIT_EXCEEDED -> "LimitExceededException";
      case TOO_MANY_TAGS -> "TooManyTagsException";
      case UNSUPPORTED -> "UnsupportedOperationException";
    };
  }
}
