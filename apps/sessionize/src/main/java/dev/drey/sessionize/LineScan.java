package dev.drey.sessionize;

/**
 * Takes a line apart from left to right. Once something expected is missing it stays failed and
 * gives empty spans: nearly half the lines of a real log can be junk, and an exception for each
 * would cost more than the reading.
 */
final class LineScan {
  private final byte[] line;
  private final int end;
  private int at;
  private boolean failed;

  LineScan(byte[] line) {
    this.line = line;
    this.end = lengthWithoutLineEnd(line);
  }

  private static int lengthWithoutLineEnd(byte[] line) {
    int end = line.length;
    if (end > 0 && line[end - 1] == '\n') {
      end--;
    }
    if (end > 0 && line[end - 1] == '\r') {
      end--;
    }
    return end;
  }

  /** What stands before the next space; the space is passed. */
  Span word() {
    return upTo(' ');
  }

  /** What stands before the next {@code stop}, which is passed. */
  Span upTo(char stop) {
    int from = at;
    for (int i = from; i < end; i++) {
      if (line[i] == stop) {
        at = i + 1;
        return new Span(from, i);
      }
    }
    return fail();
  }

  /** What stands between this quotation mark and the next that no backslash precedes. */
  Span quoted() {
    skip('"');
    int from = at;
    for (int i = from; i < end; i++) {
      if (line[i] == '"') {
        at = i + 1;
        return new Span(from, i);
      }
      if (line[i] == '\\') {
        i++;
      }
    }
    return fail();
  }

  void skip(char expected) {
    if (at < end && line[at] == expected) {
      at++;
      return;
    }
    fail();
  }

  boolean isAtEnd() {
    return !failed && at == end;
  }

  private Span fail() {
    failed = true;
    at = end;
    return new Span(end, end);
  }
}
