package dev.drey.server.http;

import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.util.List;
import java.util.Map;

/**
 * What is answered for operations that the contract has and this server does not do, or will never
 * do.
 */
final class NotYet {
  private static final String SQL =
      "%s belongs to SQL applications. AWS ended them in January 2026, and Drey runs Flink applications only.";

  /** Instead of each operation that is still to come. */
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry(
              "CreateApplicationPresignedUrl",
              "The dashboard of a running application is at /flink/<application>/ of this endpoint."));

  private NotYet() {}

  static Fault fault(Operation operation) {
    String instead = INSTEAD.get(operation.name());
    return Fault.of(
        type(operation),
        instead == null
            ? SQL.formatted(operation.name())
            : "%s is not there yet. %s".formatted(operation.name(), instead));
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
