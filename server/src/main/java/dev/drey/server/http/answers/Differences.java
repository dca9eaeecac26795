package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Version;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What differs between two versions, member by member of their descriptions: nothing shows here
 * that DescribeApplication would not show.
 */
final class Differences {
  private static final Set<String> KEYS =
      Set.of("PropertyGroupId", "VpcConfigurationId", "CloudWatchLoggingOptionId");
  private static final int MOST = 200;
  private static final int LONGEST = 256;

  private Differences() {}

  static ArrayNode between(Application application, Version before, Version after) {
    return between(described(application, before), described(application, after));
  }

  /** Without what is not the version's: when it was made, and how it was last started. */
  private static ObjectNode described(Application application, Version version) {
    ObjectNode detail = ApplicationDetail.of(application, version);
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    for (String member :
        new String[] {
          "RuntimeEnvironment", "ServiceExecutionRole", "CloudWatchLoggingOptionDescriptions"
        }) {
      Optional.ofNullable(detail.get(member)).ifPresent(value -> own.set(member, value));
    }
    own.setAll((ObjectNode) detail.required("ApplicationConfigurationDescription"));
    own.remove("RunConfigurationDescription");
    return own;
  }

  static ArrayNode between(JsonNode before, JsonNode after) {
    var from = new TreeMap<String, String>();
    var to = new TreeMap<String, String>();
    flatten("", before, from);
    flatten("", after, to);
    Set<String> members = new LinkedHashSet<>(from.keySet());
    members.addAll(to.keySet());
    ArrayNode differences = JsonNodeFactory.instance.arrayNode();
    members.stream()
        .sorted()
        .filter(member -> !Objects.equals(from.get(member), to.get(member)))
        .limit(MOST)
        .forEach(
            member -> {
              ObjectNode one = differences.addObject().put("Member", member);
              put(one, "Before", from.get(member));
              put(one, "After", to.get(member));
            });
    return differences;
  }

  private static void put(ObjectNode one, String side, String value) {
    Optional.ofNullable(value).ifPresent(text -> one.put(side, Shortened.to(LONGEST, text)));
  }

  /** Every value by its path; what a list holds by its id, since places in it say nothing. */
  private static void flatten(String path, JsonNode node, TreeMap<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  flatten(
                      path + (path.isEmpty() ? "" : ".") + member.getKey(),
                      member.getValue(),
                      values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "[" + key(node.get(i)).orElse(String.valueOf(i)) + "]", node.get(i), values);
      }
    } else {
      values.put(path, node.asText());
    }
  }

  private static Optional<String> key(JsonNode item) {
    return KEYS.stream().filter(item::has).map(name -> item.get(name).asText()).findFirst();
  }
}
