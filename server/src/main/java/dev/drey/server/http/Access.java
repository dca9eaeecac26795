package dev.drey.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.http.auth.Principal;
import dev.drey.server.http.auth.Role;
import dev.drey.server.wire.Contract;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.util.stream.Stream;

/** What an operation does to the account, and who may therefore ask for it. */
enum Access {
  READS,
  /** Reads, and hands out what others can read with: open to everybody, and written down. */
  SHARES,
  CHANGES;

  static Access of(Operation operation) {
    if (operation.name().equals("CreateApplicationPresignedUrl")) {
      return SHARES;
    }
    return Stream.of("Describe", "List", "Discover", "Get", "Filter", "Explain")
            .anyMatch(operation.name()::startsWith)
        ? READS
        : CHANGES; // also what a later contract may name otherwise
  }

  boolean isKept() {
    return this != READS;
  }

  /** Refuses what a key may not ask for, in the words of AWS's identity service. */
  void check(
      Principal principal,
      Contract contract,
      Operation operation,
      ObjectNode request,
      String region) {
    if (this != CHANGES || principal.role() == Role.ADMIN) {
      return;
    }
    String action = contract.actions() + ":" + operation.name();
    throw Fault.of(
        "AccessDeniedException",
        "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
            .formatted(principal.arn(), action, resource(principal, request, region), action));
  }

  private static String resource(Principal principal, ObjectNode request, String region) {
    JsonNode name = request.path("ApplicationName");
    return name.isTextual()
        ? "arn:aws:kinesisanalytics:%s:%s:application/%s"
            .formatted(region, principal.account(), name.textValue())
        : request.path("ResourceARN").asText("*");
  }
}
