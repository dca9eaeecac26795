package dev.drey.agent.trial;

import java.util.List;
import java.util.stream.Collectors;

/** Whose fault it is that a restore failed. */
enum Failure {
  /** It cannot be restored, however often that is tried. */
  OF_THE_STATE,
  /**
   * A function that could not open something, a disk that is full: it says nothing of the state.
   */
  OF_SOMETHING_ELSE;

  private static final List<String> RESTORING =
      List.of(
          "StateMigrationException",
          "BackendBuildingException",
          "BackendRestorerProcedure",
          "Cannot map checkpoint/savepoint state",
          "SimpleVersionedListState");

  private static final List<String> CIRCUMSTANCES =
      List.of("java.net.", "No space left on device", "java.lang.OutOfMemoryError", "Timeout");

  /** Whose it is, as the exception with all its causes tells. */
  static Failure of(String stack) {
    String thrown =
        stack
            .lines()
            .filter(line -> !line.startsWith("\tat ")) // there are class loaders of java.net
            .collect(Collectors.joining("\n"));
    return RESTORING.stream().anyMatch(stack::contains)
            && CIRCUMSTANCES.stream().noneMatch(thrown::contains)
        ? OF_THE_STATE
        : OF_SOMETHING_ELSE;
  }

  /** The sentence that names the operator, and the one that says what happened. */
  static String inWords(Throwable thrown) {
    Throwable root = thrown;
    String operator = "";
    for (int depth = 0; root.getCause() != null && depth < 100; depth++) {
      root = root.getCause();
      String message = String.valueOf(root.getMessage());
      if (operator.isEmpty() && message.contains("for ") && message.contains("state")) {
        operator = message + ": ";
      }
    }
    return operator + root;
  }
}
