package dev.drey.cli.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An application of ours as AWS takes it. */
public final class ToAws {
  private ToAws() {}

  /**
   * Writes it.
   *
   * @param application as DescribeApplication and ListTagsForResource tell
   * @param snapshot the place of the newest one that can be used
   */
  public static Transfer of(JsonNode application, JsonNode tags, Optional<String> snapshot) {
    ObjectNode input = CreationInput.of(application, tags);
    List<String> notes = new ArrayList<>();
    JsonNode code =
        input
            .at("/ApplicationConfiguration/ApplicationCodeConfiguration/CodeContent")
            .path("S3ContentLocation");
    notes.add(
        code.isMissingNode()
            ? "The code came with a request and is in no bucket: put the jar into one, and name it in ApplicationCodeConfiguration."
            : "Put the code into a bucket of AWS as "
                + code.path("BucketARN").asText()
                + " "
                + code.path("FileKey").asText()
                + (code.has("ObjectVersion")
                    ? ", and leave out ObjectVersion, which is of the bucket here."
                    : "."));
    notes.add(
        "ServiceExecutionRole "
            + application.path("ServiceExecutionRole").asText()
            + " has to exist there, and may have to read that bucket.");
    if (hasDreysGroups(application)) {
      notes.add(
          "Property groups that begin with drey. are kept, so that a way back loses nothing: AWS shows them to the job and does not act on them, except that drey keeper follows drey.policies there too.");
    }
    notes.add(
        snapshot
            .map(
                place ->
                    "State: AWS starts from snapshots of its own. One of an application in ENHANCED_SNAPSHOTS can be brought by ImportSnapshot from a bucket; the newest here is "
                        + place
                        + ".")
            .orElse("There is no snapshot to take along."));
    return new Transfer(List.of(input), notes);
  }

  private static boolean hasDreysGroups(JsonNode application) {
    for (JsonNode group :
        application.at(
            "/ApplicationConfigurationDescription/EnvironmentPropertyDescriptions/PropertyGroupDescriptions")) {
      if (group.path("PropertyGroupId").asText().startsWith("drey.")) {
        return true;
      }
    }
    return false;
  }
}
