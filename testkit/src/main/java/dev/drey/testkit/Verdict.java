package dev.drey.testkit;

/**
 * What becomes of one operator's state when a pipeline starts from a snapshot.
 *
 * @param operator by name and uid; by its id where the snapshot knows no more
 * @param outcome what becomes of it
 * @param detail why, in words; empty where nothing has to be said
 */
public record Verdict(String operator, Outcome outcome, String detail) {

  /** What can become of an operator's state. */
  public enum Outcome {
    /** It is there again. */
    RESTORED,
    /** The operator is new, or had no state. */
    STARTS_EMPTY,
    /** A source or sink with state that the test stands in for: its state is not looked at. */
    REPLACED,
    /**
     * The snapshot has state of an operator that is not in the pipeline. Refused, unless the test
     * allows it.
     */
    OPERATOR_MISSING,
    /** The new code cannot read the state with its serializer. Refused. */
    SERIALIZER_INCOMPATIBLE,
    /**
     * The pipeline sets another max parallelism than the state was written with. Refused: output
     * would be wrong silently.
     */
    MAX_PARALLELISM_CHANGED
  }

  /** Whether a job with this verdict does not start. */
  public boolean isRefusal() {
    return switch (outcome) {
      case RESTORED, STARTS_EMPTY, REPLACED -> false;
      case OPERATOR_MISSING, SERIALIZER_INCOMPATIBLE, MAX_PARALLELISM_CHANGED -> true;
    };
  }

  @Override
  public String toString() {
    return operator + ": " + outcome + (detail.isEmpty() ? "" : " (" + detail + ")");
  }
}
