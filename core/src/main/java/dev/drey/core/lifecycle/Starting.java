package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A deployment is wanted and has not been seen healthy yet. */
public record Starting(Launch deployment, Errand errand, Instant giveUpAt) implements Phase {
  @Override
  public Status status() {
    return errand.kind().status();
  }

  @Override
  public Watch watch() {
    return Watch.of(deployment);
  }

  @Override
  public Optional<OperationId> operation() {
    return errand.operation();
  }

  @Override
  public Set<SnapshotName> needs() {
    return Launch.both(deployment.needs(), errand.needs());
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    boolean late = now.isAfter(giveUpAt);
    boolean ran = seen.newestCheckpoint().isPresent() && seen.condition() != Condition.FINISHED;
    if (seen.condition() == Condition.HEALTHY || (ran && seen.condition() != Condition.UNKNOWN)) {
      // every subtask has to run for a checkpoint to complete, and then its output is out: no way
      // back from here
      return Plan.become(new Running(deployment, ran, Optional.empty()))
          .writing(errand.succeeded());
    }
    return switch (seen.condition()) {
      case HEALTHY -> Plan.stay(this);
      case FINISHED ->
          Plan.become(new Clearing(deployment, status(), After.Rest.CLEANLY, errand.succeeded()));
      case FAILED -> failed(seen, seen.why("the job failed and Flink does not say why"));
      case LOST -> {
        if (late || deployment.incarnation() >= TRIES) {
          yield failed(seen, seen.why("the JobManager ended before the job ran"));
        }
        yield Plan.become(
            new Starting(deployment.again(seen.newestCheckpoint()), errand, giveUpAt));
      }
      case ABSENT -> late ? failed(seen, tooLate(seen)) : deploy();
      case COMING_UP -> {
        if (late) {
          yield failed(seen, tooLate(seen));
        }
        if (seen.failures() >= RESTARTS) {
          yield failed(seen, seen.why("the job restarts again and again and never runs"));
        }
        yield seen.missingTaskManagers() > 0 ? deploy() : Plan.stay(this);
      }
      case UNKNOWN -> Plan.stay(this);
    };
  }

  private Plan deploy() {
    return Plan.stay(this, new Step.Deploy(deployment));
  }

  private static String tooLate(Sighting seen) {
    return seen.why("the job did not start within the time a start may take");
  }

  private Plan failed(Sighting seen, String cause) {
    return errand.failed(deployment, cause, seen.stateRefused());
  }

  @Override
  public Plan callOff(OperationId rollback, DeploymentId spare) {
    if (errand.kind() != Errand.Kind.UPDATE) {
      return Phase.super.callOff(rollback, spare);
    }
    Errand.Fallback back = errand.fallback().orElseThrow();
    return Plan.become(
            new Clearing(
                deployment, Status.ROLLING_BACK, new After.Undo(back, rollback, spare), List.of()))
        .writing(errand.calledOff(rollback));
  }

  @Override
  public Plan forceStop(OperationId operation) {
    return Clearing.byForce(deployment, operation, errand.cancelled());
  }

  @Override
  public Optional<Plan> park(SnapshotName name, Instant giveUp) {
    if (errand.kind() == Errand.Kind.UPDATE || errand.kind() == Errand.Kind.ROLL_BACK) {
      return Optional.empty(); // ends by itself, one way or the other
    }
    var after = new After.Park(deployment.version(), deployment.origin(), false);
    return Optional.of(
        Plan.become(
            new Clearing(deployment, Status.STOPPING, after, List.of()), cancelledAsArray()));
  }

  private Entry[] cancelledAsArray() {
    return errand.cancelled().toArray(Entry[]::new);
  }
}
