package dev.drey.sessionize;

/** A line that no session holds, with its bytes as they came and why. */
@SuppressWarnings("ArrayRecordComponent") // lines are carried, never compared
public record DeadLetter(byte[] line, Reason reason) {

  /** Why a line is in no session. */
  public enum Reason {
    MALFORMED("malformed"),
    BAD_TIME("bad-time"),
    LATE("late");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** What stands in the record's {@code reason} header. */
    String word() {
      return word;
    }
  }
}
