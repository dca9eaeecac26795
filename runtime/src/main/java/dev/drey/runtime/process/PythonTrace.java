package dev.drey.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Shortens tracebacks of Python to what their author needs: the frames of the program, without
 * those of libraries before them, and what was raised; files by their path in the zip.
 */
final class PythonTrace {
  private static final String HEAD = "Traceback (most recent call last):";
  private static final String FRAME = "  File \"";
  private static final String LIBRARY = "/site-packages/";
  private static final String STANDARD_LIBRARY = "/lib/python3";

  /** What Py4J says before it tells an exception of Java's. */
  private static final String OF_JAVA = "py4j.protocol.Py4JJavaError: An error occurred while";

  /** PyFlink's compiled modules tell their source by where it was. */
  private static final String COMPILED_LIBRARY = "File \"pyflink/";

  /** Where it lies beside the script, or where Flink lays single files for a worker. */
  private static final Pattern OWN =
      Pattern.compile("File \"[^\"]*(?:/python/app/|/python-dist-[^/\"]+/python-files/[^/\"]+/)");

  private static final int FRAMES = 3;
  private static final int RAISED = 6;

  private PythonTrace() {}

  static boolean isIn(String text) {
    return text.contains(HEAD);
  }

  /** What comes before the last traceback in a text, and that; a text with none as it is. */
  static String shortened(String text) {
    int head = text.lastIndexOf(HEAD);
    if (head < 0) {
      return text;
    }
    List<String> frames = new ArrayList<>();
    List<String> raised = new ArrayList<>();
    for (String line : text.substring(head + HEAD.length()).strip().lines().toList()) {
      if (line.startsWith(FRAME) || line.startsWith(FRAME.strip())) {
        frames.add(line.startsWith(FRAME) ? line : "  " + line);
      } else if (raised.isEmpty() && line.startsWith("    ")) {
        frames.set(frames.size() - 1, frames.get(frames.size() - 1) + "\n" + line);
      } else if (isJava(line)) {
        break;
      } else if (raised.size() < RAISED && !line.isBlank() && !line.startsWith(OF_JAVA)) {
        raised.add(line.replaceFirst("^: ", ""));
      }
    }
    List<String> shown = new ArrayList<>();
    shown.add(before(text.substring(0, text.indexOf(HEAD))) + HEAD);
    List<String> own = frames.stream().filter(frame -> !isLibrary(frame)).toList();
    List<String> wanted = own.isEmpty() ? frames : own;
    shown.addAll(wanted.subList(Math.max(0, wanted.size() - FRAMES), wanted.size()));
    shown.addAll(raised);
    return OWN.matcher(String.join("\n", shown)).replaceAll("File \"");
  }

  /** Flink's own words about the worker are as long as they are empty. */
  private static String before(String text) {
    return text.contains("SDK harness") ? "a Python worker failed: " : text;
  }

  private static boolean isJava(String line) {
    return line.matches("\\s+(at|Suppressed:) .*|Caused by: .*");
  }

  private static boolean isLibrary(String frame) {
    return frame.contains(LIBRARY)
        || frame.contains(STANDARD_LIBRARY)
        || frame.contains(COMPILED_LIBRARY);
  }
}
