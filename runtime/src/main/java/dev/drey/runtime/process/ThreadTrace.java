package dev.drey.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Python raised in a thread of the TaskManager. PemJa tells it with Python's frames in the
 * shape of Java's, before Java's own, and the newest last.
 */
final class ThreadTrace {
  private static final Pattern RAISED =
      Pattern.compile("pemja\\.core\\.PythonException: <class '([^']+)'>:? ?");
  private static final Pattern FRAME =
      Pattern.compile("\\s+at (\\S*/)[^/(]*\\.([^./(]+)\\(([^():]+\\.py):([0-9]+)\\)");
  private static final Pattern OF_JAVA =
      Pattern.compile("\\s+(?:at |\\.\\.\\. |Suppressed: ).*|Caused by: .*");

  private ThreadTrace() {}

  static boolean isIn(String trace) {
    return RAISED.matcher(trace).find();
  }

  /** The last one in a trace, in Python's own words. */
  static String inPython(String trace) {
    Matcher raised = RAISED.matcher(trace);
    String type = "";
    int message = 0;
    while (raised.find()) {
      type = raised.group(1);
      message = raised.end();
    }
    List<String> said = new ArrayList<>();
    List<String> frames = new ArrayList<>();
    for (String line : trace.substring(message).lines().toList()) {
      Matcher frame = FRAME.matcher(line);
      if (frame.matches()) {
        frames.add(
            "  File \"%s%s\", line %s, in %s"
                .formatted(frame.group(1), frame.group(3), frame.group(4), frame.group(2)));
      } else if (!frames.isEmpty() || OF_JAVA.matcher(line).matches()) {
        break;
      } else {
        said.add(line);
      }
    }
    return "a Python worker failed: Traceback (most recent call last):\n"
        + String.join("\n", frames)
        + (frames.isEmpty() ? "" : "\n")
        + type
        + ": "
        + String.join("\n", said).strip();
  }
}
