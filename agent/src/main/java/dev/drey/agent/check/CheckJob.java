package dev.drey.agent.check;

import dev.drey.agent.log.Prints;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * Tells in a JVM of its own whether a jar would start: runs its main() to the job graph, without
 * executing it, and compares its operators with saved state. Exit status 0: it would; 1: it would
 * not, and the result says why; 2: the command line is wrong or the result cannot be written.
 */
public final class CheckJob {
  private final Report report;
  private final Check check;

  private CheckJob(CheckRequest request) {
    report = new Report(request.out());
    check = new Check(request, report);
  }

  public static void main(String[] words) {
    try {
      CheckRequest request = CheckRequest.parse(words);
      Prints.toLog();
      new CheckJob(request).run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + CheckRequest.USAGE);
      System.exit(2);
    }
  }

  private void run() {
    var main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endedEarly(main), "check-ended-early"));
    check.run();
    end(report.isOk() ? 0 : 1);
  }

  private void end(int status) {
    Lifetime.end(written() ? status : 2);
  }

  /** The JVM goes down: by System.exit in main(), or by a signal because main() took too long. */
  private void endedEarly(Thread main) {
    if (report.isWritten()) {
      return;
    }
    if (check.stage() != Check.Stage.IN_MAIN) {
      report.refused(Kind.CHECK_CUT_SHORT, "The check was ended before it was done.", stack(main));
    } else {
      reportMain(main);
    }
    Runtime.getRuntime().halt(written() ? 1 : 2);
  }

  private void reportMain(Thread main) {
    Thread.getAllStackTraces().values().stream()
        .filter(CheckJob::exits)
        .findFirst()
        .ifPresentOrElse(
            trace ->
                report.refused(
                    Kind.MAIN_EXITED,
                    "main() called System.exit; let it return or throw instead.",
                    stack("System.exit was called here", trace)),
            () ->
                report.refused(
                    Kind.MAIN_STILL_RUNNING,
                    "main() had not come to its job when the check was ended; the stack shows where"
                        + " it stood.",
                    stack(main)));
  }

  private static boolean exits(StackTraceElement[] trace) {
    return Stream.of(trace)
        .anyMatch(
            frame ->
                frame.getClassName().equals("java.lang.Runtime")
                    && frame.getMethodName().equals("exit"));
  }

  private static Throwable stack(Thread thread) {
    return stack("the main thread stood here", thread.getStackTrace());
  }

  private static Throwable stack(String what, StackTraceElement[] trace) {
    var shown = new Throwable(what);
    shown.setStackTrace(trace);
    return shown;
  }

  private boolean written() {
    try {
      report.write();
      return true;
    } catch (IOException e) {
      System.err.println("cannot write the result: " + e);
      return false;
    }
  }
}
