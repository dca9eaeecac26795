package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import java.time.Clock;

/** What callers can ask for, by subject. A command checks and writes; the reconciler acts. */
public final class Commands {
  private final Decisions decisions;
  private final ApplicationCommands applications;
  private final RunCommands runs;
  private final ChangeCommands changes;
  private final AttachmentCommands attachments;
  private final RollbackCommands rollbacks;
  private final SnapshotCommands snapshots;

  public Commands(
      Applications stored,
      KeptCode code,
      FlinkRuntime runtime,
      Admission admission,
      Reconciler reconciler,
      EnhancedSnapshots enhanced,
      Ids ids,
      Clock clock,
      Timeouts timeouts,
      Declarations declarations,
      Quotas quotas) {
    var limits = new Limits(stored, runtime, declarations, quotas);
    var states = new States(stored, reconciler, new EnhancedOrigins(enhanced));
    this.decisions = new Decisions(stored, reconciler, clock);
    this.applications = new ApplicationCommands(stored, code, decisions, limits, ids);
    this.runs = new RunCommands(stored, limits, admission, decisions, states, ids, timeouts);
    this.changes =
        new ChangeCommands(code, admission, decisions, limits, declarations, states, ids, timeouts);
    this.attachments = new AttachmentCommands(decisions, limits, ids);
    this.rollbacks =
        new RollbackCommands(stored, code, admission, decisions, limits, states, ids, timeouts);
    this.snapshots = new SnapshotCommands(stored, decisions, limits, states, timeouts);
  }

  /** The application, or a refusal if there is none. */
  public Application find(ApplicationId id) {
    return decisions.find(id);
  }

  public ApplicationCommands applications() {
    return applications;
  }

  public RunCommands runs() {
    return runs;
  }

  public ChangeCommands changes() {
    return changes;
  }

  public AttachmentCommands attachments() {
    return attachments;
  }

  public RollbackCommands rollbacks() {
    return rollbacks;
  }

  public SnapshotCommands snapshots() {
    return snapshots;
  }
}
