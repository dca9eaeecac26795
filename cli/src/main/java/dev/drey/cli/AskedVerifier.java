package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.keeper.policy.Share.Depth;
import dev.drey.keeper.tend.Verifier;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A home's server, which has snapshots verified. */
record AskedVerifier(Server server) implements Verifier {

  @Override
  public Set<String> unverified(String application) {
    Set<String> names = new HashSet<>();
    for (JsonNode each : described(application).path("Snapshots")) {
      if (each.at("/Verification/Status").asText().equals("NONE")) {
        names.add(each.path("SnapshotName").asText());
      }
    }
    return names;
  }

  @Override
  public Optional<String> lastProven(String application) {
    return Optional.ofNullable(described(application).get("LastProvenGood")).map(JsonNode::asText);
  }

  private JsonNode described(String application) {
    return server.ask(
        "DescribeSnapshots",
        JsonNodeFactory.instance.objectNode().put("ApplicationName", application));
  }

  @Override
  public Optional<String> verify(String application, String snapshot, Depth depth) {
    try {
      ask(application, snapshot, depth);
      return Optional.empty();
    } catch (CommandFailed e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Asks for one, and does not wait for its end. */
  void ask(String application, String snapshot, Depth depth) {
    server.ask(
        "VerifySnapshot",
        JsonNodeFactory.instance
            .objectNode()
            .put("ApplicationName", application)
            .put("SnapshotName", snapshot)
            .put("Restore", depth == Depth.RESTORED));
  }
}
