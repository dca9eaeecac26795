package dev.drey.runtime.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the one thing that matters in what Flink and Java say about a failure. */
final class Causes {
  private static final int TAIL = 64 * 1024;
  private static final int LONGEST = 1500;
  private static final int MESSAGE_LINES = 5;
  private static final int FRAMES = 3;
  private static final String CAUSED_BY = "Caused by: ";
  private static final String ERROR = "\"messageType\":\"ERROR\"";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FATAL =
      Pattern.compile(
          "Error: .*|Terminating due to java\\.lang\\.OutOfMemoryError.*"
              + "|Exception in thread .*|Error occurred during initialization of VM.*"
              + "|# +There is insufficient memory.*|.*: (not found|Permission denied|No space left.*)"
              + "|mount: .*|unshare: .*|setpriv: .*");

  private Causes() {}

  /** The root of a stack trace: the exception with its message, and where it was thrown. */
  static String ofTrace(String trace) {
    if (ThreadTrace.isIn(trace)) {
      return bounded(PythonTrace.shortened(ThreadTrace.inPython(trace)));
    }
    List<String> root = new ArrayList<>();
    for (String line : trace.lines().toList()) {
      if (line.startsWith(CAUSED_BY)) {
        root.clear();
        root.add(line.substring(CAUSED_BY.length()));
      } else {
        root.add(line);
      }
    }
    String whole = String.join("\n", root);
    if (PythonTrace.isIn(whole)) {
      return bounded(PythonTrace.shortened(whole));
    }
    List<String> shown = new ArrayList<>();
    root.stream().takeWhile(line -> !isFrame(line)).limit(MESSAGE_LINES).forEach(shown::add);
    root.stream()
        .filter(line -> line.stripLeading().startsWith("at "))
        .limit(FRAMES)
        .forEach(shown::add);
    return bounded(String.join("\n", shown));
  }

  /**
   * Whether Flink says that the job has no use for the state: an operator of it is missing or was
   * cut differently, or a serializer cannot read what another has written. That the state could not
   * be fetched is something else.
   */
  static boolean isOfState(String trace) {
    return trace.contains("Failed to rollback to checkpoint/savepoint")
        || trace.contains("org.apache.flink.util.StateMigrationException");
  }

  private static boolean isFrame(String line) {
    String stripped = line.stripLeading();
    return stripped.startsWith("at ") || stripped.startsWith("... ");
  }

  /** Why a process ended, in one line. */
  static String ofDeath(String who, ProcessFiles files, Path log) {
    String status =
        files
            .exitStatus()
            .map(number -> who + " ended with status " + number)
            .orElse(who + " is gone");
    return said(files.out(), log).map(cause -> status + ": " + cause).orElse(status);
  }

  /** The same without looking into what it said: it had come up, and its words are about that. */
  static String ofDeath(String who, ProcessFiles files) {
    return files
        .exitStatus()
        .map(number -> who + " ended with status " + number)
        .orElse(who + " is gone");
  }

  private static Optional<String> said(Path out, Path log) {
    Optional<String> printed =
        tail(out).stream().filter(line -> FATAL.matcher(line).matches()).findFirst();
    return printed.or(() -> lastError(tail(log))).map(Causes::bounded);
  }

  /** The root of the last error in a log, on one line. */
  private static Optional<String> lastError(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).contains(ERROR)) {
        return Optional.of(error(lines.get(i)));
      }
    }
    return Optional.empty();
  }

  private static String error(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      return event
          .path("throwableInformation")
          .asText()
          .lines()
          .filter(each -> each.startsWith(CAUSED_BY))
          .reduce((earlier, later) -> later)
          .map(root -> root.substring(CAUSED_BY.length()))
          .orElseGet(() -> event.path("message").asText());
    } catch (JsonProcessingException tornByTheDeath) {
      return line;
    }
  }

  private static List<String> tail(Path path) {
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL));
      byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().collect(Collectors.toList());
    } catch (IOException e) {
      return List.of(); // nothing was said
    }
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }
}
