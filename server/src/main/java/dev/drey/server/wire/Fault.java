package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;

/** An error as a client of the API sees it: a type it knows, and a message for people. */
public final class Fault extends RuntimeException {
  private static final int CALLER = 400;
  private static final int TOO_SLOW = 408;
  private static final int TOO_LARGE = 413;
  private static final int OURS = 500;

  private final String type;
  private final int status;

  private Fault(int status, String type, String message, Throwable cause) {
    super(message, cause);
    this.type = type;
    this.status = status;
  }

  /** An error of the caller, of a type that the operation models. */
  public static Fault of(String type, String message) {
    return new Fault(CALLER, type, message, null);
  }

  public static Fault validation(String message) {
    return of("ValidationException", message);
  }

  public static Fault serialization(String message, Throwable cause) {
    return new Fault(CALLER, "SerializationException", message, cause);
  }

  public static Fault unknownOperation(String message) {
    return of("UnknownOperationException", message);
  }

  public static Fault tooLarge(String message) {
    return new Fault(TOO_LARGE, "RequestEntityTooLargeException", message, null);
  }

  public static Fault tooSlow(String message) {
    return new Fault(TOO_SLOW, "RequestTimeoutException", message, null);
  }

  /** Somebody else's error: the same request may be answered later. */
  public static Fault unavailable(String message, Throwable cause) {
    return new Fault(OURS, "ServiceUnavailableException", message, cause);
  }

  /** Our own error. Its cause is for the log and not for the caller. */
  public static Fault internal(String requestId, Throwable cause) {
    String message =
        "an error of the server itself: its log tells more under the request id " + requestId;
    return new Fault(OURS, "InternalFailure", message, cause);
  }

  static Fault wrongType(JsonParser json, String wanted, String at) {
    String found =
        switch (json.currentToken()) {
          case START_OBJECT -> "a structure or map";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "STRING_VALUE";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "NUMBER_VALUE";
          case VALUE_TRUE -> "TRUE_VALUE";
          case VALUE_FALSE -> "FALSE_VALUE";
          case VALUE_NULL -> "NULL_VALUE";
          case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "nothing";
        };
    String where = at.isEmpty() ? "the request" : "'" + at + "'";
    return serialization(
        "%s can not be converted to %s at %s".formatted(found, wanted, where), null);
  }

  /** Whether it is a bug of the server, which its log should tell about. */
  public boolean isOurs() {
    return type.equals("InternalFailure");
  }

  public String type() {
    return type;
  }

  /** The HTTP status it is answered with. */
  public int status() {
    return status;
  }
}
