package dev.drey.cli.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An application of ours as the Flink Kubernetes Operator takes it: a FlinkDeployment, and a
 * ConfigMap with the properties that its job reads.
 */
public final class ToOperator {
  private static final String API = "flink.apache.org/v1beta1";
  private static final String OPTIONS = "drey.flink.configuration";
  private static final String CONTAINER = "flink-main-container"; // the operator's name for it
  private static final String PROPERTIES = "application_properties.json";
  private static final int LONGEST_NAME = 45; // the operator makes names of services from it
  private static final long MEBI = 1024 * 1024;

  /** What Drey presets that decides how the job behaves, and not where it runs. */
  private static final List<String> LASTING =
      List.of("state.", "execution.checkpointing.", "restart-strategy.");

  private final Source source;
  private final String name;
  private final String state;
  private final List<String> notes = new ArrayList<>();

  private ToOperator(Source source, String state) {
    this.source = source;
    this.name = resourceName(source.detail().path("ApplicationName").asText());
    this.state = state.replaceFirst("/+$", "");
  }

  /**
   * What a server tells of an application.
   *
   * @param detail as DescribeApplication
   * @param options as DescribeEffectiveConfiguration
   * @param sizing as ExplainSizing
   * @param snapshot the newest one that can be used, as DescribeSnapshots
   */
  public record Source(
      JsonNode detail, JsonNode options, JsonNode sizing, Optional<JsonNode> snapshot) {}

  /**
   * Writes it.
   *
   * @param state where its checkpoints and savepoints go from now on, such as s3://bucket/clicks
   * @param image absent for Flink's own
   */
  public static Transfer of(Source source, String state, Optional<String> image) {
    return new ToOperator(source, state).transfer(image);
  }

  private Transfer transfer(Optional<String> image) {
    List<ObjectNode> documents = new ArrayList<>();
    ArrayNode properties = properties();
    if (!properties.isEmpty()) {
      documents.add(configMap(properties));
    }
    documents.add(deployment(image, !properties.isEmpty()));
    notes.add(
        "The image needs Flink's S3 file system in its plugins for s3:// addresses, and the service account flink has to reach them.");
    notes.add("Drey's tags and its property group drey.policies say nothing to the operator.");
    return new Transfer(documents, notes);
  }

  private static String resourceName(String application) {
    String name =
        application
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9-]", "-")
            .replaceFirst("^[^a-z]+", "");
    String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceFirst("-+$", "");
    return cut.isEmpty() ? "application" : cut;
  }

  private ObjectNode deployment(Optional<String> image, boolean mounted) {
    ObjectNode deployment = resource(API, "FlinkDeployment", name);
    ObjectNode spec = deployment.putObject("spec");
    String line =
        source
            .detail()
            .path("RuntimeEnvironment")
            .asText()
            .replaceFirst("FLINK-", "")
            .replace('_', '.');
    spec.put("image", image.orElse("flink:" + line + "-java17"));
    spec.put("flinkVersion", "v" + line.replace('.', '_'));
    spec.put("serviceAccount", "flink");
    ObjectNode settings = spec.putObject("flinkConfiguration");
    options().forEach(settings::put);
    if (mounted) {
      spec.set("podTemplate", podTemplate());
    }
    double cores =
        source.sizing().path("Cores").asDouble()
            / Math.max(1, source.sizing().path("TaskManagers").asInt());
    resources(spec.putObject("jobManager"), "JobManager", cores);
    resources(spec.putObject("taskManager"), "TaskManager", cores);
    spec.set("job", job());
    return deployment;
  }

  private static ObjectNode resource(String api, String kind, String name) {
    ObjectNode resource =
        JsonNodeFactory.instance.objectNode().put("apiVersion", api).put("kind", kind);
    resource.putObject("metadata").put("name", name);
    return resource;
  }

  /** The whole process; of its parts Flink computes there what Drey computed here. */
  private void resources(ObjectNode of, String process, double cores) {
    for (JsonNode part : source.sizing().path("Parts")) {
      if (part.path("Process").asText().equals(process)
          && part.path("Name").asText().equals("process")) {
        of.putObject("resource")
            .put("memory", part.path("Bytes").asLong() / MEBI + "m")
            .put("cpu", cores);
      }
    }
  }

  private Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    for (JsonNode option : source.options().path("Options")) {
      String key = option.path("Key").asText();
      boolean lasting = LASTING.stream().anyMatch(key::startsWith);
      boolean asked =
          switch (option.path("SetBy").asText()) {
            case "RUNTIME" -> lasting;
            case "API" -> !key.equals("parallelism.default");
            default -> false;
          };
      if (asked) {
        options.put(key, option.path("Value").asText());
      }
    }
    // As they were given, and not as they are shown: secrets are among them.
    groups()
        .filter(group -> group.path("PropertyGroupId").asText().startsWith(OPTIONS))
        .flatMap(group -> group.path("PropertyMap").properties().stream())
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    // The operator says these with resources of its own.
    for (String process : List.of("taskmanager", "jobmanager")) {
      options.remove(process + ".memory.process.size");
      options.remove(process + ".cpu.cores");
    }
    options.put("execution.checkpointing.dir", state + "/checkpoints");
    options.put("execution.checkpointing.savepoint-dir", state + "/savepoints");
    return options;
  }

  private Stream<JsonNode> groups() {
    List<JsonNode> groups = new ArrayList<>();
    source
        .detail()
        .at(
            "/ApplicationConfigurationDescription/EnvironmentPropertyDescriptions/PropertyGroupDescriptions")
        .forEach(groups::add);
    return groups.stream();
  }

  /** What the job reads: the groups that are not Drey's. */
  private ArrayNode properties() {
    ArrayNode properties = JsonNodeFactory.instance.arrayNode();
    groups()
        .filter(group -> !group.path("PropertyGroupId").asText().startsWith("drey."))
        .forEach(properties::add);
    return properties;
  }

  private ObjectNode configMap(ArrayNode properties) {
    ObjectNode map = resource("v1", "ConfigMap", name + "-properties");
    map.putObject("data").put(PROPERTIES, properties.toString());
    return map;
  }

  /** AWS's library reads them from /etc/flink. */
  private ObjectNode podTemplate() {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    ObjectNode spec = template.putObject("spec");
    ObjectNode container = spec.putArray("containers").addObject().put("name", CONTAINER);
    container
        .putArray("volumeMounts")
        .addObject()
        .put("name", "properties")
        .put("mountPath", "/etc/flink");
    spec.putArray("volumes")
        .addObject()
        .put("name", "properties")
        .putObject("configMap")
        .put("name", name + "-properties");
    return template;
  }

  private ObjectNode job() {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    jar()
        .ifPresentOrElse(
            uri -> job.put("jarURI", uri),
            () ->
                notes.add(
                    "The code came with a request and is in no bucket: put the jar where the cluster reaches it, and name it in jarURI."));
    job.put("parallelism", source.sizing().path("Parallelism").asInt(1));
    job.put("upgradeMode", "savepoint").put("state", "running");
    source.snapshot().ifPresent(snapshot -> job.put("initialSavepointPath", reachable(snapshot)));
    if (source.snapshot().isEmpty()) {
      notes.add("There is no snapshot: it starts empty.");
    }
    return job;
  }

  private Optional<String> jar() {
    JsonNode place =
        source
            .detail()
            .at(
                "/ApplicationConfigurationDescription/ApplicationCodeConfigurationDescription/CodeContentDescription/S3ApplicationCodeLocationDescription");
    if (place.isMissingNode()) {
      return Optional.empty();
    }
    String bucket = place.path("BucketARN").asText().replaceFirst("^arn:aws[a-z-]*:s3:::", "");
    return Optional.of("s3://" + bucket + "/" + place.path("FileKey").asText());
  }

  /** A folder of this machine has to be copied to where the cluster can read it. */
  private String reachable(JsonNode snapshot) {
    String location = snapshot.path("Location").asText();
    if (!location.startsWith("file:")) {
      return location;
    }
    String copy = state + "/initial/" + snapshot.path("SnapshotName").asText();
    notes.add(
        "Copy the snapshot first: aws s3 cp --recursive "
            + location.replaceFirst("^file:(//)?", "")
            + " "
            + copy);
    return copy;
  }
}
