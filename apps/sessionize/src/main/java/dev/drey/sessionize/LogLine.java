package dev.drey.sessionize;

/**
 * One record of the input topic, read as far as it can be read. What a kind does not have is empty
 * or 0.
 *
 * @param kind what the record turned out to be
 * @param time when the request was made, or up to when everything is in (epoch milliseconds)
 * @param address the client's address as logged
 * @param userAgent the user agent as logged
 * @param page the request's target as logged
 * @param bytes size of the answer
 * @param raw the record's bytes, kept so that a dead letter is what came in
 */
@SuppressWarnings("ArrayRecordComponent") // lines are carried, never compared
public record LogLine(
    Kind kind, long time, String address, String userAgent, String page, long bytes, byte[] raw) {

  /** What a record of the input topic can be. */
  public enum Kind {
    /** A request with its time. */
    REQUEST,
    /** Not a line of the combined format. */
    MALFORMED,
    /** A line of the combined format whose time stamp is no point in time. */
    BAD_TIME,
    /** No line at all: the promise that nothing older than its time will follow. */
    END_MARKER
  }

  static LogLine malformed(byte[] raw) {
    return new LogLine(Kind.MALFORMED, 0, "", "", "", 0, raw);
  }

  static LogLine badTime(byte[] raw) {
    return new LogLine(Kind.BAD_TIME, 0, "", "", "", 0, raw);
  }

  static LogLine endMarker(long upTo) {
    return new LogLine(Kind.END_MARKER, upTo, "", "", "", 0, new byte[0]);
  }

  Visitor visitor() {
    return new Visitor(address, userAgent);
  }
}
