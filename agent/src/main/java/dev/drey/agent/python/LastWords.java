package dev.drey.agent.python;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Passes on what is printed, and remembers the last lines of it. */
final class LastWords extends OutputStream {
  private static final int LINES = 300;
  private static final int WITHOUT_TRACEBACK = 10;
  private static final String TRACEBACK = "Traceback (most recent call last):";

  private final PrintStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(); // guarded by this
  private final Deque<String> lines = new ArrayDeque<>(); // guarded by this

  LastWords(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void write(int character) {
    out.write(character);
    if (character != '\n') {
      line.write(character);
      return;
    }
    lines.addLast(line.toString(StandardCharsets.UTF_8));
    line.reset();
    if (lines.size() > LINES) {
      lines.removeFirst();
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  /** From the first traceback on, for those that follow were raised while it was handled. */
  synchronized String told() {
    List<String> all = new ArrayList<>(lines);
    int from = all.indexOf(TRACEBACK);
    if (from < 0) {
      from = Math.max(0, all.size() - WITHOUT_TRACEBACK);
    }
    return String.join("\n", all.subList(from, all.size()));
  }
}
