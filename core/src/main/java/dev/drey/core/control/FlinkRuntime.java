package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Step.Format;
import dev.drey.core.lifecycle.Watch;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where Flink runs. Looking changes nothing and acting decides nothing: every act may be asked for
 * again and again, returns soon, and what came of it shows in the next look.
 */
public interface FlinkRuntime {

  /** The runtime environments it has a distribution for. */
  Set<RuntimeEnvironment> environments();

  /** What is missing on this machine for an application that is configured so. */
  Optional<String> missing(Configuration configuration);

  Sighting look(Application application, Watch watch);

  /** Sees that the processes of this incarnation run and none of an earlier one does. */
  void deploy(Application application, Version version, Launch launch);

  /** Sees that no process of the deployment runs; its cluster folder stays. */
  void halt(Application application, Launch launch);

  /**
   * Sees that no process of the deployment runs and that its cluster folder is gone; its state
   * stays.
   */
  void remove(Application application, Launch launch);

  /** Asks for a savepoint in canonical format. */
  void save(Application application, Launch launch, SnapshotName name);

  /** Asks for a savepoint after which the job ends. */
  void stopAndSave(Application application, Launch launch, SnapshotName name, Format format);

  /**
   * Runs main() of the version to come to its job graph and compares its operators with {@code
   * state}.
   */
  void check(
      Application application,
      Version target,
      Launch running,
      Change change,
      Optional<String> state);

  /** Ends a check that takes too long. */
  void endCheck(Application application, Change change);

  /** Deletes checkpoints that nothing needs any more, those of earlier deployments included. */
  void sweep(Application application, Launch launch);

  /** Has the processes of a deployment log as this version of it says, without touching them. */
  void tuneLogs(Application application, Version version, Launch launch);

  /** Deletes the files of a snapshot. */
  void discard(Application application, Snapshot snapshot);

  /** Deletes every file of the application, except snapshots that are to be kept. */
  void purge(Application application, boolean keepSnapshots);

  /** Where Flink's own web interface of a deployment answers. */
  Optional<URI> web(Application application, Launch launch);
}
