package dev.drey.core.health;

/** What can be wrong with an application that runs. */
public enum Ailment {
  RESTARTING_IN_LOOPS(
      true,
      "Read the whole trace with DescribeHealth or in the dashboard under Exceptions; if an update"
          + " brought it, roll back."),
  NO_CHECKPOINT(
      true,
      "Look in the dashboard under Checkpoints which subtask is late or fails; state is safe only"
          + " up to the last one."),
  LAG_GROWS(
      true,
      "Raise the parallelism if a task is busy nearly all of its time; otherwise look at what that"
          + " task waits for."),
  WATERMARK_STUCK(
      true,
      "Look which source or partition gives no events; let it be idle after a time"
          + " (withIdleness)."),
  DISK_SHORT(
      true,
      "Free some space or enlarge the disk: delete snapshots that nobody needs, prune code with"
          + " drey artifacts prune. Where taskmanager.disk.size is set, raise it or keep less"
          + " state."),
  MEMORY_SHORT(
      true,
      "Give a KPU more memory (drey.kpu.memory) or the application more KPUs; drey plan shows what"
          + " the memory is for."),
  BACK_PRESSURED(false, "Look at the task that is busy: the others wait for it.");

  private final boolean alerts;
  private final String nextStep;

  Ailment(boolean alerts, String nextStep) {
    this.alerts = alerts;
    this.nextStep = nextStep;
  }

  /** Whether somebody should be told, and not only who asks. */
  public boolean alerts() {
    return alerts;
  }

  /** What to do about it. */
  public String nextStep() {
    return nextStep;
  }
}
