package dev.drey.core.lifecycle;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was seen of a deployment: facts, no wishes.
 *
 * @param condition of the incarnation that was looked for
 * @param processes whether any process of the deployment is alive, of whatever incarnation, or may
 *     yet begin
 * @param missingTaskManagers how many of its TaskManagers do not run
 * @param failures how often its job has restarted in this incarnation
 * @param cause the root of the newest failure, as Flink or the exit status tells it
 * @param stateRefused whether that failure is that its code cannot take the state it was given
 * @param newestCheckpoint where the newest completed checkpoint of the deployment lies, also after
 *     its end
 * @param checkpointed whether this incarnation has completed one
 * @param litter whether there are checkpoints that nothing needs any more
 * @param saved how far the savepoint is that was looked for
 * @param checked how far the check is that was looked for
 * @param slots whether every subtask has its slot
 * @param trace of the newest failure, as Flink tells it
 * @param logsAs the version whose levels its processes log by; absent where nothing runs
 */
public record Sighting(
    Condition condition,
    boolean processes,
    int missingTaskManagers,
    int failures,
    Optional<String> cause,
    boolean stateRefused,
    Optional<String> newestCheckpoint,
    boolean checkpointed,
    boolean litter,
    Progress saved,
    Progress checked,
    boolean slots,
    Optional<String> trace,
    OptionalInt logsAs) {

  /**
   * Whether its state can be saved: it is healthy, or it has completed a checkpoint and nothing is
   * known to have failed since, though it was not yet seen to run for long enough.
   */
  public boolean isUp() {
    return condition == Condition.HEALTHY
        || (condition == Condition.COMING_UP
            && checkpointed
            && failures == 0
            && missingTaskManagers == 0);
  }

  /** How an incarnation is. */
  public enum Condition {
    /** It was never started. */
    ABSENT,
    /** It was started and not every subtask runs, or not again. */
    COMING_UP,
    /** Every subtask runs. */
    HEALTHY,
    /** Its input ended and everything is out. */
    FINISHED,
    /** Its job has failed for good. */
    FAILED,
    /** Its JobManager was started and is gone. */
    LOST,
    /** Could not look: never a reason to act. */
    UNKNOWN
  }

  /** How far something is that takes time. */
  public sealed interface Progress {
    /** Nobody has asked for it, or nobody remembers. */
    record None() implements Progress {}

    record UnderWay() implements Progress {}

    /** It is complete: {@code result} is where it lies, or what was found. */
    record Done(String result) implements Progress {}

    record Failed(String cause) implements Progress {}

    /** It came to its end, and what it found is that the code cannot take the state. */
    record StateRefused(String cause) implements Progress {}
  }

  /** Nothing at all is there. */
  public static final Sighting NOTHING = of(Condition.ABSENT);

  public static Sighting of(Condition condition) {
    return looked(condition).sighting();
  }

  /** A sighting piece by piece; what is not said was not there. */
  public static Notes looked(Condition condition) {
    return new Notes(condition);
  }

  /** The step to take where its processes log by the levels of another version. */
  Optional<Step> logsUnlike(Launch launch) {
    return logsAs.isPresent() && logsAs.getAsInt() != launch.version()
        ? Optional.of(new Step.TuneLogs(launch))
        : Optional.empty();
  }

  String why(String otherwise) {
    return cause.orElse(otherwise);
  }

  /** What is written down while looking, one fact after another, each as in the sighting. */
  public static final class Notes {
    private final Condition condition;
    private boolean processes;
    private int missingTaskManagers;
    private int failures;
    private Optional<String> cause = Optional.empty();
    private boolean stateRefused;
    private Optional<String> newestCheckpoint = Optional.empty();
    private boolean checkpointed;
    private boolean litter;
    private Progress saved = new Progress.None();
    private Progress checked = new Progress.None();
    private boolean slots;
    private Optional<String> trace = Optional.empty();
    private OptionalInt logsAs = OptionalInt.empty();

    private Notes(Condition condition) {
      this.condition = condition;
      processes = condition != Condition.ABSENT && condition != Condition.LOST;
    }

    public Notes processes(boolean alive) {
      processes = alive;
      return this;
    }

    public Notes missingTaskManagers(int missing) {
      missingTaskManagers = missing;
      return this;
    }

    /** The job's failures in this incarnation, and what is known of the newest. */
    public Notes failures(int count, Optional<String> cause, Optional<String> trace) {
      failures = count;
      this.cause = cause;
      this.trace = trace;
      return this;
    }

    public Notes cause(String cause) {
      this.cause = Optional.of(cause);
      return this;
    }

    public Notes stateRefused(boolean refused) {
      stateRefused = refused;
      return this;
    }

    /** Where it lies, and whether this incarnation has completed it. */
    public Notes newestCheckpoint(Optional<String> location, boolean own) {
      newestCheckpoint = location;
      checkpointed = own;
      return this;
    }

    public Notes litter(boolean there) {
      litter = there;
      return this;
    }

    public Notes saved(Progress progress) {
      saved = progress;
      return this;
    }

    public Notes checked(Progress progress) {
      checked = progress;
      return this;
    }

    public Notes slots(boolean all) {
      slots = all;
      return this;
    }

    public Notes logsAs(OptionalInt version) {
      logsAs = version;
      return this;
    }

    public Sighting sighting() {
      return new Sighting(
          condition,
          processes,
          missingTaskManagers,
          failures,
          cause,
          stateRefused,
          newestCheckpoint,
          checkpointed,
          litter,
          saved,
          checked,
          slots,
          trace,
          logsAs);
    }
  }
}
