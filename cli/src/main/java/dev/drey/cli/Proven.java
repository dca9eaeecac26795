package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;

/** What the server tells of the verification of one snapshot. */
record Proven(JsonNode verification) {
  private static final String STATUS = "Status";

  /** Out of what DescribeSnapshots answers. */
  static Proven of(JsonNode snapshots, String name) {
    for (JsonNode each : snapshots.path("Snapshots")) {
      if (each.path("SnapshotName").asText().equals(name)) {
        return new Proven(each.path("Verification"));
      }
    }
    return new Proven(JsonNodeFactory.instance.objectNode().put(STATUS, "NONE"));
  }

  boolean isGood() {
    return status().equals("PROVEN");
  }

  boolean isUnderWay() {
    return status().equals("WAITING") || status().equals("UNDER_WAY");
  }

  private String status() {
    return verification.path(STATUS).asText();
  }

  String told() {
    return switch (status()) {
      case "PROVEN" -> "good, " + at();
      case "DAMAGED" -> "DAMAGED, " + at() + ": " + verification.path("Message").asText();
      case "WAITING" -> "waits";
      case "UNDER_WAY" -> "is being read";
      case "BROKEN_OFF" -> "not known: " + verification.path("Message").asText();
      default -> "not yet";
    };
  }

  private Instant at() {
    return Instant.ofEpochSecond(verification.path("Time").asLong());
  }
}
