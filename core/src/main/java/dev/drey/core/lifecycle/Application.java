package dev.drey.core.lifecycle;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An application as it is now: what its owner asked for and where it is in its life.
 *
 * @param uid tells it from earlier applications of the same name
 * @param version the current one, which is what the API shows; what runs is in the phase
 * @param attempts counts the deployments and snapshots it has named, so that no name comes twice
 * @param run how it was last asked to come up; absent before the first start
 * @param maintenanceStart of its eight-hour window, HH:MM in UTC
 * @param revision counts every change that was written
 */
public record Application(
    ApplicationId id,
    String uid,
    Optional<String> description,
    Instant createdAt,
    Instant updatedAt,
    int version,
    int attempts,
    Map<String, String> tags,
    Optional<RunConfiguration> run,
    String maintenanceStart,
    Phase phase,
    long revision) {

  public Application {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  public Status status() {
    return phase.status();
  }

  /** What has to be quoted to change exactly this version. */
  public String conditionalToken() {
    return uid + "-" + version;
  }

  /** The name of the {@code n}-th deployment from here on. */
  public DeploymentId deployment(int inVersion, int n) {
    return new DeploymentId(uid + "-v" + inVersion + "-" + (attempts + n));
  }

  /** A name for a snapshot that nobody named. */
  public SnapshotName unnamedSnapshot() {
    return new SnapshotName("auto-v" + version + "-" + uid + "-" + (attempts + 1));
  }

  public Application in(Phase next) {
    return with(draft -> draft.phase = next);
  }

  /** With {@code n} more names given away. */
  public Application named(int n) {
    return with(draft -> draft.attempts += n);
  }

  public Application at(int newVersion, Instant now) {
    return with(
        draft -> {
          draft.version = newVersion;
          draft.updatedAt = now;
        });
  }

  public Application runAs(RunConfiguration asked) {
    return with(draft -> draft.run = Optional.of(asked));
  }

  public Application tagged(Map<String, String> newTags) {
    return with(draft -> draft.tags = newTags);
  }

  public Application maintainedAt(String start) {
    return with(draft -> draft.maintenanceStart = start);
  }

  /** As it is once this change is written. */
  public Application written() {
    return with(draft -> draft.revision++);
  }

  private Application with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.application();
  }

  /** What of an application can change; lives only as long as one copy is made. */
  private static final class Draft {
    private final Application original;
    private Instant updatedAt;
    private int version;
    private int attempts;
    private Map<String, String> tags;
    private Optional<RunConfiguration> run;
    private String maintenanceStart;
    private Phase phase;
    private long revision;

    Draft(Application original) {
      this.original = original;
      this.updatedAt = original.updatedAt;
      this.version = original.version;
      this.attempts = original.attempts;
      this.tags = original.tags;
      this.run = original.run;
      this.maintenanceStart = original.maintenanceStart;
      this.phase = original.phase;
      this.revision = original.revision;
    }

    Application application() {
      return new Application(
          original.id,
          original.uid,
          original.description,
          original.createdAt,
          updatedAt,
          version,
          attempts,
          tags,
          run,
          maintenanceStart,
          phase,
          revision);
    }
  }
}
