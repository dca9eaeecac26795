package dev.drey.agent.check;

import java.util.Optional;

/** The jar or the state does not pass, for a reason its owner can act on. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  /** For a reason that has no exception. */
  public Refused(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** For a reason that was thrown. */
  public Refused(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Throwable> cause() {
    return Optional.ofNullable(getCause());
  }

  /** The innermost cause: in Flink's and Java's wrappings the one that says what happened. */
  static Throwable rootOf(Throwable thrown) {
    var root = thrown;
    for (int depth = 0; root.getCause() != null && depth < 100; depth++) {
      root = root.getCause();
    }
    return root;
  }

  /** Class and message of the innermost cause, in one line. */
  static String inWords(Throwable thrown) {
    return rootOf(thrown).toString();
  }
}
