package dev.drey.testkit.engine;

/** Stands beside a failure of user code and says where it happened; it has no stack of its own. */
public final class InOperator extends RuntimeException {
  private static final long serialVersionUID = 1;

  InOperator(String where) {
    super("in " + where, null, false, false);
  }

  static void note(Throwable failure, String where) {
    for (Throwable seen : failure.getSuppressed()) {
      if (seen instanceof InOperator) {
        return;
      }
    }
    failure.addSuppressed(new InOperator(where));
  }
}
