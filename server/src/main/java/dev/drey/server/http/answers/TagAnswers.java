package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Commands;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.Map;
import java.util.TreeMap;

/** The tags of applications. */
final class TagAnswers {
  private final Commands commands;

  TagAnswers(Commands commands) {
    this.commands = commands;
  }

  JsonNode tag(ObjectNode request) {
    commands.applications().tag(application(request), tags(new Members(request)));
    return JsonNodeFactory.instance.objectNode();
  }

  JsonNode untag(ObjectNode request) {
    commands.applications().untag(application(request), new Members(request).texts("TagKeys"));
    return JsonNodeFactory.instance.objectNode();
  }

  JsonNode list(ObjectNode request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("Tags");
    commands
        .find(application(request))
        .tags()
        .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    return answer;
  }

  /** A tag without a value has an empty one. */
  static Map<String, String> tags(Members request) {
    Map<String, String> tags = new TreeMap<>();
    for (Members tag : request.structures("Tags")) {
      if (tags.put(tag.text("Key"), tag.optionalText("Value").orElse("")) != null) {
        throw new Refused(
            Reason.INVALID_ARGUMENT,
            "the tag " + tag.text("Key") + " is given twice; give it one value");
      }
    }
    return tags;
  }

  private static ApplicationId application(ObjectNode request) {
    return ApplicationId.ofArn(new Members(request).text("ResourceARN"));
  }
}
