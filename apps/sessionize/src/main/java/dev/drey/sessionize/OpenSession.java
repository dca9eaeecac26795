package dev.drey.sessionize;

/** What is remembered of a visitor's session while requests may still join it. */
public record OpenSession(
    long start, long end, long requests, long bytes, String entryPage, String exitPage) {

  /** A session of this one request. */
  static OpenSession of(LogLine line) {
    return new OpenSession(line.time(), line.time(), 1, line.bytes(), line.page(), line.page());
  }

  /**
   * Both as one, where {@code later} arrived after this one: of the earliest requests the first to
   * arrive is the entry, of the latest the last to arrive is the exit.
   */
  OpenSession and(OpenSession later) {
    return new OpenSession(
        Math.min(start, later.start),
        Math.max(end, later.end),
        requests + later.requests,
        bytes + later.bytes,
        later.start < start ? later.entryPage : entryPage,
        later.end >= end ? later.exitPage : exitPage);
  }

  Session closed(Visitor visitor, boolean bot) {
    return new Session(
        visitor.address(),
        visitor.userAgent(),
        start,
        end,
        requests,
        bytes,
        entryPage,
        exitPage,
        bot);
  }
}
