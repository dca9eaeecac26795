package dev.drey.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Shows progress: in place on a terminal, as a line now and then anywhere else. */
enum View {
  TERMINAL(Duration.ofMillis(500)) {
    @Override
    void show(Progress progress, PrintStream out) {
      out.print(CLEAR_BLOCK + block(progress));
      out.flush();
    }

    @Override
    void begin(PrintStream out) {
      out.print("\n".repeat(BLOCK_LINES));
    }
  },
  PLAIN(Duration.ofSeconds(2)) {
    @Override
    void show(Progress progress, PrintStream out) {
      out.printf(
          Locale.ROOT,
          "%3d %%  %,d of %,d lines, %,d/s, lag %,d, sessions open %s closed %,d, bots %,d,"
              + " checkpoints %s, %s%n",
          progress.percent(),
          progress.linesRead(),
          progress.linesInAll(),
          progress.linesPerSecond(),
          progress.lag(),
          number(progress.sessionsOpen()),
          progress.sessionsClosed(),
          progress.bots(),
          number(progress.checkpoints()),
          progress.what());
    }

    @Override
    void begin(PrintStream out) {}
  };

  private static final int BLOCK_LINES = 5;
  private static final int BAR = 40;

  /** Up to the block's first line, and everything from there on away. */
  private static final String CLEAR_BLOCK = "\u001b[" + BLOCK_LINES + "A\r\u001b[J";

  private final Duration interval;

  View(Duration interval) {
    this.interval = interval;
  }

  @SuppressWarnings("SystemConsoleNull") // on Java 17 there is a console on a terminal only
  static View choose() {
    boolean isTerminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
    return isTerminal ? TERMINAL : PLAIN;
  }

  Duration interval() {
    return interval;
  }

  /** Makes room before the first {@link #show}. */
  abstract void begin(PrintStream out);

  abstract void show(Progress progress, PrintStream out);

  private static String block(Progress progress) {
    int done = BAR * progress.percent() / 100;
    return String.format(
        Locale.ROOT,
        "  [%s%s] %3d %%  %s%n"
            + "  lines     %,14d read   %,12d a second   %,12d behind%n"
            + "  sessions  %14s open   %,12d closed%n"
            + "  bots      %,14d%n"
            + "  checkpoints %12s%n",
        "#".repeat(done),
        "-".repeat(BAR - done),
        progress.percent(),
        progress.what(),
        progress.linesRead(),
        progress.linesPerSecond(),
        progress.lag(),
        number(progress.sessionsOpen()),
        progress.sessionsClosed(),
        progress.bots(),
        number(progress.checkpoints()));
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? String.format(Locale.ROOT, "%,d", number.getAsLong()) : "?";
  }
}
