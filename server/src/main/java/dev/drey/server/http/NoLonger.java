package dev.drey.server.http;

import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.util.List;

/** What is answered for operations that the contract has and that nobody does any more. */
final class NoLonger {
  private static final String SQL =
      "%s belongs to SQL applications. AWS ended them in January 2026, and Drey runs Flink applications only.";

  private NoLonger() {}

  static Fault fault(Operation operation) {
    return Fault.of(type(operation), SQL.formatted(operation.name()));
  }

  /** The first of these that the operation models, so that its clients know the type. */
  private static String type(Operation operation) {
    return List.of(
            "UnsupportedOperationException", "InvalidRequestException", "InvalidArgumentException")
        .stream()
        .filter(operation.errors()::contains)
        .findFirst()
        .orElse("UnsupportedOperationException");
  }
}
