package dev.drey.runtime.state;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The state of one application: {@code checkpoints/DEPLOYMENT/JOB/chk-N} and {@code
 * snapshots/NAME/TRIGGER/savepoint-…}. State is complete exactly when its {@code _metadata} is
 * there, for Flink writes that last and in one step.
 */
public final class ApplicationState {
  private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]{1,18})");
  private static final String METADATA = "/_metadata";

  private final StateFolder folder;
  private final String root;

  public ApplicationState(StateFolder folder, Application application) {
    this.folder = folder;
    this.root = FolderName.of(application.id().name() + "-" + application.uid());
  }

  /** Complete state of a deployment. */
  public record Checkpoint(long number, String location, Instant written) {}

  /** State that lies in the folder of a snapshot. */
  public record Savepoint(String location, Instant written) {}

  /** The job of a deployment, the same in all its incarnations. */
  public static String job(DeploymentId deployment) {
    return FolderName.id(deployment.value());
  }

  /** The folder that Flink is given for checkpoints; it adds one for the job. */
  public String checkpoints(DeploymentId deployment) {
    return folder.uri(path(deployment));
  }

  /** Where a checkpoint of the deployment with this number lies. */
  public String location(DeploymentId deployment, long number) {
    return folder.uri(ofJob(deployment) + "/chk-" + number);
  }

  public Optional<Checkpoint> newest(DeploymentId deployment) {
    return numbers(deployment)
        .sorted(Comparator.reverseOrder())
        .flatMap(number -> checkpoint(deployment, number).stream())
        .findFirst();
  }

  /**
   * The {@code _metadata} of the newest checkpoint: enough to know what it holds, also when the
   * checkpoint has given way to the next.
   */
  public Optional<byte[]> newestMetadata(DeploymentId deployment) {
    return numbers(deployment)
        .sorted(Comparator.reverseOrder())
        .flatMap(number -> folder.read(ofJob(deployment) + "/chk-" + number + METADATA).stream())
        .findFirst();
  }

  /** Whether this is where a checkpoint of the deployment lies, or lay. */
  public boolean isOwn(DeploymentId deployment, String location) {
    return location.startsWith(checkpoints(deployment) + "/");
  }

  private Optional<Checkpoint> checkpoint(DeploymentId deployment, long number) {
    String path = ofJob(deployment) + "/chk-" + number;
    return folder
        .written(path + METADATA)
        .map(written -> new Checkpoint(number, folder.uri(path), written));
  }

  /** Folders of checkpoints below this number, complete or not. */
  public List<String> before(DeploymentId deployment, long number) {
    return numbers(deployment)
        .filter(each -> each < number)
        .map(each -> ofJob(deployment) + "/chk-" + each)
        .toList();
  }

  /** Folders of the checkpoints of every other deployment. */
  public List<String> ofOthers(DeploymentId deployment) {
    return folder.children(root + "/checkpoints").stream()
        .filter(name -> !name.equals(deployment.value()))
        .map(name -> root + "/checkpoints/" + name)
        .toList();
  }

  private Stream<Long> numbers(DeploymentId deployment) {
    return folder.children(ofJob(deployment)).stream()
        .map(CHECKPOINT::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.valueOf(matcher.group(1)));
  }

  /** The folder that Flink is given for one attempt at a snapshot. */
  public String target(SnapshotName name, String trigger) {
    return folder.uri(path(name) + "/" + trigger);
  }

  /** What an attempt at a snapshot wrote, once it is complete. */
  public Optional<Savepoint> savepoint(SnapshotName name, String trigger) {
    String attempt = path(name) + "/" + trigger;
    return folder.children(attempt).stream()
        .map(child -> attempt + "/" + child)
        .flatMap(
            path ->
                folder
                    .written(path + METADATA)
                    .map(written -> new Savepoint(folder.uri(path), written))
                    .stream())
        .findFirst();
  }

  /**
   * Deletes a snapshot: what attempts at it wrote here, and the folder it lies in where that is one
   * of an earlier application of the same name, whose snapshots were kept.
   */
  public void discard(Snapshot snapshot) {
    folder.delete(path(snapshot.name()));
    snapshot.location().flatMap(this::heirloom).ifPresent(this::deleteHeirloom);
  }

  /** {@code NAME-UID/snapshots/NAME} of a location in this folder. */
  private Optional<List<String>> heirloom(String location) {
    String base = folder.uri("");
    if (!location.startsWith(base)) {
      return Optional.empty();
    }
    List<String> names =
        Stream.of(location.substring(base.length()).split("/", -1))
            .filter(name -> !name.isEmpty())
            .toList();
    return names.size() > 3 && names.get(1).equals("snapshots") && !names.get(0).equals(root)
        ? Optional.of(names)
        : Optional.empty();
  }

  private void deleteHeirloom(List<String> names) {
    folder.delete(String.join("/", names.subList(0, 3)));
    if (folder.children(names.get(0) + "/snapshots").isEmpty()) {
      folder.delete(names.get(0));
    }
  }

  /** Deletes one of the folders named here. */
  public void delete(String path) {
    folder.delete(path);
  }

  public boolean hasCheckpoints() {
    return !folder.children(root + "/checkpoints").isEmpty();
  }

  public boolean hasAnything() {
    return !folder.children(root).isEmpty();
  }

  public void deleteCheckpoints() {
    folder.delete(root + "/checkpoints");
  }

  public void deleteAll() {
    folder.delete(root);
  }

  private String path(DeploymentId deployment) {
    return root + "/checkpoints/" + deployment;
  }

  private String ofJob(DeploymentId deployment) {
    return path(deployment) + "/" + job(deployment);
  }

  private String path(SnapshotName name) {
    return root + "/snapshots/" + FolderName.of(name.value());
  }
}
