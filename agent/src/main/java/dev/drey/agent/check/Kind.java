package dev.drey.agent.check;

/** What stands between a jar and its start. */
public enum Kind {
  NO_JAR,
  CORRUPT_JAR,
  NO_MAIN_CLASS,
  MAIN_CLASS_MISSING,
  /**
   * The class is there, but it cannot be loaded or has no {@code public static void
   * main(String[])}.
   */
  MAIN_CLASS_UNFIT,
  MAIN_THREW,
  /** main() called System.exit. */
  MAIN_EXITED,
  /** Somebody ended the check while main() ran: it waits for something or never ends. */
  MAIN_STILL_RUNNING,
  MAIN_ENDED_WITHOUT_JOB,
  /** main() described a job that Flink cannot make a job graph of. */
  JOB_INVALID,
  STATE_UNREADABLE,
  STATE_MISMATCH,
  /** The check itself was ended from outside, before or after main(). */
  CHECK_CUT_SHORT,
  /** The check itself failed: no word about the jar. */
  CHECK_FAILED,
  /** An operator that would reach out can be neither replaced nor left as it is. */
  NOT_CUT_OFF,
  /** Flink cannot restore the state, however often that is tried. */
  NOT_RESTORED,
  /** The restore did not come to its end: no word about the state. */
  TRIAL_BROKEN_OFF
}
