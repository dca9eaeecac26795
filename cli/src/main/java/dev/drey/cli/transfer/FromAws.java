package dev.drey.cli.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An application that AWS describes, as a Drey server takes it. */
public final class FromAws {
  private static final Set<String> RUNTIMES = Set.of("FLINK-1_20", "FLINK-2_3");
  private static final String CONFIGURATION = "/ApplicationConfigurationDescription/";

  private FromAws() {}

  /** What is to be otherwise than it was. */
  public record Wishes(Optional<String> name, Optional<String> runtime) {
    public static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty());
  }

  /**
   * Reads what {@code aws kinesisanalyticsv2 describe-application} prints.
   *
   * @param tags what {@code list-tags-for-resource} prints; missing where nobody asked
   * @throws Untransferable if there is no Flink application in it, or none that runs here
   */
  public static Transfer of(JsonNode described, JsonNode tags, Wishes wishes) {
    JsonNode detail = described.path("ApplicationDetail");
    if (!detail.hasNonNull("ApplicationName")) {
      throw new Untransferable(
          "there is no ApplicationDetail in it; it has to be what 'aws kinesisanalyticsv2 describe-application' prints");
    }
    String runtime = runtime(detail.path("RuntimeEnvironment").asText(), wishes.runtime());
    ObjectNode input = CreationInput.of(detail, tags.path("Tags"));
    wishes.name().ifPresent(name -> input.put("ApplicationName", name));
    input.put("RuntimeEnvironment", runtime);
    input.remove("ApplicationMode"); // there is one kind here
    return new Transfer(List.of(input), notes(detail, tags, runtime));
  }

  private static String runtime(String described, Optional<String> wished) {
    if (!described.startsWith("FLINK-")) {
      throw new Untransferable(
          "RuntimeEnvironment "
              + described
              + " is not for Flink applications, and Drey runs no others");
    }
    String runtime = wished.orElse(described);
    if (!RUNTIMES.contains(runtime)) {
      throw new Untransferable(
          "Drey does not run "
              + runtime
              + "; with --runtime "
              + (runtime.startsWith("FLINK-1") ? "FLINK-1_20" : "FLINK-2_3")
              + " the same jar may run on a newer Flink of that line");
    }
    return runtime;
  }

  private static List<String> notes(JsonNode detail, JsonNode tags, String runtime) {
    List<String> notes = new ArrayList<>();
    if (!detail.path("RuntimeEnvironment").asText().equals(runtime)) {
      notes.add(
          "It ran on "
              + detail.path("RuntimeEnvironment").asText()
              + " and is to run on "
              + runtime
              + ".");
    }
    code(detail, notes);
    when(
        detail.at(CONFIGURATION + "VpcConfigurationDescriptions"),
        "VPC configurations are kept and have no effect here: the job reaches what this machine reaches.",
        notes);
    when(
        detail.path("CloudWatchLoggingOptionDescriptions"),
        "Logging options are kept and have no effect here: logs are in the home of the server.",
        notes);
    when(
        detail.at(CONFIGURATION + "ApplicationEncryptionConfigurationDescription"),
        "The encryption's key is kept and not used here.",
        notes);
    notes.add(
        "ServiceExecutionRole "
            + detail.path("ServiceExecutionRole").asText()
            + " is kept and not assumed here: the job has the credentials that this machine gives it.");
    if (detail
        .at(CONFIGURATION + "FlinkApplicationConfigurationDescription")
        .at("/ParallelismConfigurationDescription/AutoScalingEnabled")
        .asBoolean()) {
      notes.add("AutoScalingEnabled is kept, and Drey does not act on it: the parallelism stays.");
    }
    when(
        detail.path("ApplicationMaintenanceConfigurationDescription"),
        "The maintenance window is not part of a creation: set it with UpdateApplicationMaintenanceConfiguration.",
        notes);
    if (tags.isMissingNode()) {
      notes.add(
          "Tags are not part of a description: bring them with --tags FILE, as 'list-tags-for-resource' prints them.");
    }
    notes.add(
        "State stays where it is: an enhanced snapshot that was exported to a bucket can be brought by ImportSnapshot, otherwise the first start is empty.");
    return notes;
  }

  private static void code(JsonNode detail, List<String> notes) {
    JsonNode place =
        detail
            .at(CONFIGURATION + "ApplicationCodeConfigurationDescription")
            .at("/CodeContentDescription/S3ApplicationCodeLocationDescription");
    if (place.isMissingNode()) {
      notes.add(
          "Where its code is is not told (it came with a request): UpdateApplication has to bring it before the first start.");
      return;
    }
    notes.add(
        "Its code has to be in the object store here as "
            + place.path("BucketARN").asText()
            + " "
            + place.path("FileKey").asText()
            + "; --code FILE puts it there.");
    if (place.hasNonNull("ObjectVersion")) {
      notes.add(
          "ObjectVersion "
              + place.path("ObjectVersion").asText()
              + " is of the bucket it came from; --code FILE leaves it out.");
    }
  }

  private static void when(JsonNode there, String note, List<String> notes) {
    if (!there.isMissingNode() && !there.isEmpty()) {
      notes.add(note);
    }
  }

  /** Names the code without a version: it is put there anew. */
  public static void withoutObjectVersion(ObjectNode input) {
    JsonNode place = place(input);
    if (place instanceof ObjectNode found) {
      found.remove("ObjectVersion");
    }
  }

  /** Where a creation says that the code is; missing where it does not. */
  public static JsonNode place(ObjectNode input) {
    return input.at(
        "/ApplicationConfiguration/ApplicationCodeConfiguration/CodeContent/S3ContentLocation");
  }
}
