package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.keeper.tend.LoadCheck;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A home's server, which knows what is usual there and how much a running job has to do. */
record AskedPolicies(Server server) implements LoadCheck {

  /** What holds where an application says nothing, by the words of a policy. */
  Map<String, String> usual() {
    Map<String, String> usual = new TreeMap<>();
    server
        .ask("DescribeUsualPolicy", JsonNodeFactory.instance.objectNode())
        .path("Policy")
        .properties()
        .forEach(each -> usual.put(each.getKey(), each.getValue().asText()));
    return usual;
  }

  @Override
  public Optional<String> reasonToWait(String application) {
    return Optional.ofNullable(
            server
                .ask(
                    "DescribeReasonToWait",
                    JsonNodeFactory.instance.objectNode().put("ApplicationName", application))
                .get("Reason"))
        .map(JsonNode::asText);
  }
}
