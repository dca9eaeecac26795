package dev.drey.agent.python;

/** A program in Python ended with an error; the message is its traceback. */
public final class PythonFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  PythonFailed(String message) {
    super(message, null, true, false); // a stack of ours would say nothing
  }

  /** Without the class: what is told is Python's. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the class is what must not be shown
  public String toString() {
    return getMessage();
  }
}
