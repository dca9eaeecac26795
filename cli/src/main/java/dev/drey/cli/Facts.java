package dev.drey.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is told of one application, a line each; a traceback once, however much it is the cause of.
 */
final class Facts {
  /** Python says what was raised at the end, not at the beginning. */
  private static final String TRACEBACK = "Traceback (most recent call last):";

  private static final String LINE = "  %-10s %s%n";

  private final PrintWriter out;
  private final Set<String> tracebacks = new HashSet<>();

  Facts(PrintWriter out) {
    this.out = out;
  }

  /** Tells the first line of something, and the others of a traceback; nothing of nothing. */
  void tell(String what, String value) {
    if (value.isEmpty()) {
      return;
    }
    List<String> lines = value.lines().toList();
    int traceback = value.indexOf(TRACEBACK);
    if (traceback < 0) {
      out.printf(LINE, what, lines.get(0));
    } else if (tracebacks.add(value.substring(traceback).strip())) {
      out.printf(LINE, what, lines.get(0));
      lines.stream().skip(1).forEach(line -> out.printf(LINE, "", line));
    } else {
      out.printf(LINE, what, lines.get(0) + " (as above)");
    }
  }
}
