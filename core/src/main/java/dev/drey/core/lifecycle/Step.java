package dev.drey.core.lifecycle;

import dev.drey.core.model.SnapshotName;
import java.util.Optional;

/** One change to the outside world. Taking it twice leaves the world as taking it once does. */
public sealed interface Step {

  void by(Hands hands);

  /** What can take steps: bound to one application. */
  interface Hands {
    void deploy(Launch launch);

    void halt(Launch launch);

    void remove(Launch launch);

    void save(Launch launch, SnapshotName name);

    void stopAndSave(Launch launch, SnapshotName name, Format format);

    void check(Launch running, Change change, Optional<String> state);

    void endCheck(Change change);

    void sweep(Launch launch);

    void tuneLogs(Launch launch);

    void purge(boolean keepSnapshots);
  }

  /** How a savepoint is written. */
  enum Format {
    /** Readable by every state backend and by later versions: for snapshots that people ask for. */
    CANONICAL,
    /** As the state backend has it, and fast: for the stop inside an update on one Flink. */
    NATIVE
  }

  /** See that the processes of this incarnation run, and none of an earlier one. */
  record Deploy(Launch launch) implements Step {
    @Override
    public void by(Hands hands) {
      hands.deploy(launch);
    }
  }

  /** See that nothing of the deployment runs; its folder stays. */
  record Halt(Launch launch) implements Step {
    @Override
    public void by(Hands hands) {
      hands.halt(launch);
    }
  }

  /** See that nothing of the deployment runs, and that its folder is gone. */
  record Remove(Launch launch) implements Step {
    @Override
    public void by(Hands hands) {
      hands.remove(launch);
    }
  }

  /** Ask for a savepoint, and go on running. */
  record Save(Launch launch, SnapshotName name) implements Step {
    @Override
    public void by(Hands hands) {
      hands.save(launch, name);
    }
  }

  /** Ask for a savepoint after which the job ends. */
  record StopAndSave(Launch launch, SnapshotName name, Format format) implements Step {
    @Override
    public void by(Hands hands) {
      hands.stopAndSave(launch, name, format);
    }
  }

  /**
   * Run main() of the version to come to its job graph and compare its operators with the state.
   *
   * @param state where the state lies that it would restore; absent where it starts empty
   */
  record Check(Launch running, Change change, Optional<String> state) implements Step {
    @Override
    public void by(Hands hands) {
      hands.check(running, change, state);
    }
  }

  /** End a check that takes too long. */
  record EndCheck(Change change) implements Step {
    @Override
    public void by(Hands hands) {
      hands.endCheck(change);
    }
  }

  /** Delete checkpoints that nothing needs any more. */
  record Sweep(Launch launch) implements Step {
    @Override
    public void by(Hands hands) {
      hands.sweep(launch);
    }
  }

  /** See that what runs logs as its version says, with no process touched. */
  record TuneLogs(Launch launch) implements Step {
    @Override
    public void by(Hands hands) {
      hands.tuneLogs(launch);
    }
  }

  /** Delete all that is left of the application. */
  record Purge(boolean keepSnapshots) implements Step {
    @Override
    public void by(Hands hands) {
      hands.purge(keepSnapshots);
    }
  }
}
