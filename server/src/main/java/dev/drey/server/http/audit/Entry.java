package dev.drey.server.http.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.http.auth.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One call, as it is kept. Of the request it holds names alone, by a list of members: no value that
 * somebody could have put a secret into, such as properties, tags' values, code.
 *
 * @param outcome {@code OK}, or the type of the error it was refused with
 * @param request what was asked, if it could be read
 */
public record Entry(
    Instant at,
    String requestId,
    Principal who,
    String from,
    String operation,
    String outcome,
    Optional<ObjectNode> request) {

  private static final List<String> NAMES =
      List.of(
          "ApplicationName",
          "ResourceARN",
          "SnapshotName",
          "SnapshotArn",
          "CurrentApplicationVersionId",
          "ApplicationVersionId",
          "Force",
          "CloudWatchLoggingOptionId",
          "VpcConfigurationId",
          "UrlType");

  String line() {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", at.toString());
    line.put("requestId", requestId);
    line.put("account", who.account());
    line.put("key", who.keyId());
    line.put("name", who.name());
    line.put("from", from);
    line.put("operation", operation);
    request.ifPresent(asked -> addNames(line, asked));
    line.put("outcome", outcome);
    return line.toString();
  }

  private static void addNames(ObjectNode line, ObjectNode asked) {
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    for (String name : NAMES) {
      Optional.ofNullable(asked.get(name))
          .filter(JsonNode::isValueNode)
          .ifPresent(value -> names.set(name, value));
    }
    if (asked.has("Tags")) {
      asked.get("Tags").forEach(tag -> names.withArray("TagKeys").add(tag.path("Key")));
    }
    if (asked.has("TagKeys")) {
      names.set("TagKeys", asked.get("TagKeys"));
    }
    line.set("request", names);
  }
}
