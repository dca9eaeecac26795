package dev.drey.agent.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.spi.LocationAwareLogger;

/** Gives each line to a logger, as if it had been logged where it is printed. */
final class PrintedLines extends OutputStream {
  private static final int LONGEST = 256 * 1024;
  private static final Pattern BELOW =
      Pattern.compile("(?:java|sun|jdk)\\.|dev\\.drey\\.agent\\.log\\.PrintedLines$");
  private static final StackWalker STACK = StackWalker.getInstance();

  private final Logger logger;
  private final Level level;
  private final PrintStream before;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean logging;

  /**
   * @param before takes what is printed while a line is logged: it is about the logging
   */
  PrintedLines(Logger logger, Level level, PrintStream before) {
    this.logger = logger;
    this.level = level;
    this.before = before;
  }

  @Override
  public synchronized void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    if (logging) {
      before.write(bytes, from, count);
      return;
    }
    int begin = from;
    for (int at = from; at < from + count; at++) {
      if (bytes[at] == '\n') {
        line.write(bytes, begin, at - begin);
        begin = at + 1;
        log();
      }
    }
    line.write(bytes, begin, from + count - begin);
    if (line.size() > LONGEST) {
      log();
    }
  }

  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      log();
    }
  }

  private void log() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    logging = true;
    try {
      var message = logger.getMessageFactory().newMessage(stripped(text));
      if (logger instanceof LocationAwareLogger located) {
        located.logMessage(level, null, PrintedLines.class.getName(), printer(), message, null);
      } else {
        logger.log(level, message);
      }
    } finally {
      logging = false;
    }
  }

  private static String stripped(String text) {
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Where it is printed: the first on the stack that is neither Java's nor ours. */
  private static StackTraceElement printer() {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !BELOW.matcher(frame.getClassName()).lookingAt())
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElse(null));
  }
}
