package dev.drey.sessionize;

import dev.drey.sessionize.LogLine.Kind;
import java.util.OptionalLong;

/**
 * The combined log format of Apache and nginx:
 *
 * <pre>
 * address ident user [day/month/year:hour:minute:second zone] "request" status bytes "referer" "agent"
 * </pre>
 *
 * A backslash takes the next byte's meaning away inside quotes; fields are kept as logged. The user
 * may contain spaces. Nothing follows the agent but a line end.
 */
final class CombinedFormat {
  private CombinedFormat() {}

  static LogLine read(byte[] line) {
    var scan = new LineScan(line);
    Span address = scan.word();
    Span ident = scan.word();
    Span user = scan.upTo('[');
    Span time = scan.upTo(']');
    scan.skip(' ');
    Span request = scan.quoted();
    scan.skip(' ');
    Span status = scan.word();
    Span bytes = scan.word();
    scan.quoted(); // the referer
    scan.skip(' ');
    Span agent = scan.quoted();
    boolean wellFormed =
        scan.isAtEnd()
            && !address.isEmpty()
            && !ident.isEmpty()
            && isUser(user, line)
            && isStatus(status, line)
            && isSize(bytes, line);
    if (!wellFormed) {
      return LogLine.malformed(line);
    }
    OptionalLong millis = TimeStamp.read(line, time);
    if (millis.isEmpty()) {
      return LogLine.badTime(line);
    }
    return new LogLine(
        Kind.REQUEST,
        millis.getAsLong(),
        address.text(line),
        agent.text(line),
        page(request, line).text(line),
        size(bytes, line),
        line);
  }

  /** The span before the bracket is the user and one space. */
  private static boolean isUser(Span span, byte[] line) {
    return span.length() >= 2 && line[span.to() - 1] == ' ';
  }

  private static boolean isStatus(Span span, byte[] line) {
    return span.length() == 3 && span.isDigits(line);
  }

  /** At most 18 digits, so that it fits a long. */
  private static boolean isSize(Span span, byte[] line) {
    return isDash(span, line) || (!span.isEmpty() && span.length() <= 18 && span.isDigits(line));
  }

  private static long size(Span span, byte[] line) {
    if (isDash(span, line)) {
      return 0;
    }
    long size = 0;
    for (int i = span.from(); i < span.to(); i++) {
      size = size * 10 + (line[i] - '0');
    }
    return size;
  }

  private static boolean isDash(Span span, byte[] line) {
    return span.length() == 1 && line[span.from()] == '-';
  }

  /** The second word of the request; a request of fewer words, which only junk is, as a whole. */
  private static Span page(Span request, byte[] line) {
    int methodEnd = wordEnd(wordStart(request.from(), request, line), request, line);
    int from = wordStart(methodEnd, request, line);
    if (from == request.to()) {
      return request;
    }
    return new Span(from, wordEnd(from, request, line));
  }

  private static int wordStart(int at, Span span, byte[] line) {
    int start = at;
    while (start < span.to() && line[start] == ' ') {
      start++;
    }
    return start;
  }

  private static int wordEnd(int at, Span span, byte[] line) {
    int end = at;
    while (end < span.to() && line[end] != ' ') {
      end++;
    }
    return end;
  }
}
