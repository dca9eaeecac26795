package dev.drey.cli.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What DescribeApplication tells, turned into the CreateApplication that makes the same again: the
 * AWS CLI takes it as {@code --cli-input-json}. The API has other names for what it describes than
 * for what it takes.
 */
final class CreationInput {
  private static final String DESCRIPTION = "Description";
  private static final String SNAPSHOT_MODE = "SnapshotMode";

  private CreationInput() {}

  /**
   * Turns one around.
   *
   * @param detail the ApplicationDetail
   * @param tags as ListTagsForResource lists them
   */
  static ObjectNode of(JsonNode detail, JsonNode tags) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    copy(detail, input, "ApplicationName", "ApplicationDescription", "RuntimeEnvironment");
    copy(detail, input, "ServiceExecutionRole", "ApplicationMode");
    ObjectNode configuration =
        configuration(detail.path("ApplicationConfigurationDescription"), input);
    if (!configuration.isEmpty()) {
      input.set("ApplicationConfiguration", configuration);
    }
    JsonNode logging = detail.path("CloudWatchLoggingOptionDescriptions");
    if (!logging.isEmpty()) {
      ArrayNode options = input.putArray("CloudWatchLoggingOptions");
      logging.forEach(option -> copy(option, options.addObject(), "LogStreamARN"));
    }
    if (!tags.isEmpty()) {
      input.set("Tags", tags.deepCopy());
    }
    return input;
  }

  private static ObjectNode configuration(JsonNode described, ObjectNode input) {
    ObjectNode configuration = input.objectNode();
    code(described.path("ApplicationCodeConfigurationDescription"), configuration);
    flink(described.path("FlinkApplicationConfigurationDescription"), configuration);
    JsonNode groups =
        described.path("EnvironmentPropertyDescriptions").path("PropertyGroupDescriptions");
    if (!groups.isEmpty()) {
      configuration.putObject("EnvironmentProperties").set("PropertyGroups", groups.deepCopy());
    }
    for (String block :
        List.of(
            "ApplicationSnapshotConfiguration",
            "ApplicationSystemRollbackConfiguration",
            "ApplicationEncryptionConfiguration")) {
      JsonNode one = described.path(block + DESCRIPTION);
      if (!one.isEmpty()) {
        configuration.set(block, taken((ObjectNode) one.deepCopy()));
      }
    }
    JsonNode vpcs = described.path("VpcConfigurationDescriptions");
    if (!vpcs.isEmpty()) {
      ArrayNode list = configuration.putArray("VpcConfigurations");
      vpcs.forEach(vpc -> copy(vpc, list.addObject(), "SubnetIds", "SecurityGroupIds"));
    }
    return configuration;
  }

  /** What is the default is left out where clients older than the member would refuse it. */
  private static ObjectNode taken(ObjectNode block) {
    if (block.path(SNAPSHOT_MODE).asText().equals("APPLICATION_SNAPSHOTS_LEGACY")) {
      block.remove(SNAPSHOT_MODE);
    }
    return block;
  }

  /** Code that was sent with a request is not told again, so there may be none to name. */
  private static void code(JsonNode described, ObjectNode configuration) {
    JsonNode place =
        described.path("CodeContentDescription").path("S3ApplicationCodeLocationDescription");
    if (place.isEmpty()) {
      return;
    }
    ObjectNode code = configuration.putObject("ApplicationCodeConfiguration");
    copy(described, code, "CodeContentType");
    code.putObject("CodeContent").set("S3ContentLocation", place.deepCopy());
  }

  /** Beside the type DEFAULT, values are shown and not taken. */
  private static void flink(JsonNode described, ObjectNode configuration) {
    if (described.isEmpty()) {
      return;
    }
    ObjectNode flink = configuration.putObject("FlinkApplicationConfiguration");
    for (String block :
        List.of("CheckpointConfiguration", "MonitoringConfiguration", "ParallelismConfiguration")) {
      JsonNode one = described.path(block + DESCRIPTION);
      if (one.isEmpty()) {
        continue;
      }
      ObjectNode taken = flink.putObject(block);
      if (one.path("ConfigurationType").asText().equals("DEFAULT")) {
        copy(one, taken, "ConfigurationType");
      } else {
        taken.setAll((ObjectNode) one.deepCopy());
        taken.remove("CurrentParallelism");
      }
    }
  }

  private static void copy(JsonNode from, ObjectNode to, String... members) {
    for (String member : members) {
      if (from.hasNonNull(member)) {
        to.set(member, from.get(member).deepCopy());
      }
    }
  }
}
