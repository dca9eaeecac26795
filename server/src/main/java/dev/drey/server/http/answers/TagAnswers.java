package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Commands;
import dev.drey.core.control.EnhancedSnapshotCommands;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.Map;
import java.util.TreeMap;

/** The tags of applications and of enhanced snapshots. */
final class TagAnswers {
  private final Account account;
  private final Commands commands;
  private final EnhancedSnapshotCommands enhanced;

  TagAnswers(Account account, Commands commands, EnhancedSnapshotCommands enhanced) {
    this.account = account;
    this.commands = commands;
    this.enhanced = enhanced;
  }

  JsonNode tag(ObjectNode body) {
    var request = new Members(body);
    String arn = request.text("ResourceARN");
    if (EnhancedSnapshotId.isArn(arn)) {
      enhanced.tag(snapshot(arn), tags(request));
    } else {
      commands.applications().tag(application(arn), tags(request));
    }
    return JsonNodeFactory.instance.objectNode();
  }

  JsonNode untag(ObjectNode body) {
    var request = new Members(body);
    String arn = request.text("ResourceARN");
    if (EnhancedSnapshotId.isArn(arn)) {
      enhanced.untag(snapshot(arn), request.texts("TagKeys"));
    } else {
      commands.applications().untag(application(arn), request.texts("TagKeys"));
    }
    return JsonNodeFactory.instance.objectNode();
  }

  JsonNode list(ObjectNode body) {
    String arn = new Members(body).text("ResourceARN");
    Map<String, String> tags =
        EnhancedSnapshotId.isArn(arn)
            ? enhanced.find(snapshot(arn)).tags()
            : commands.find(application(arn)).tags();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("Tags");
    tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
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

  private ApplicationId application(String arn) {
    return account.owning(ApplicationId.ofArn(arn));
  }

  private EnhancedSnapshotId snapshot(String arn) {
    return account.owning(EnhancedSnapshotId.ofArn(arn));
  }
}
