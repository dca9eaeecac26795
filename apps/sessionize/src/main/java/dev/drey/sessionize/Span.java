package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Where in a line something stands: from the first byte to the one after the last. */
record Span(int from, int to) {

  int length() {
    return to - from;
  }

  boolean isEmpty() {
    return from == to;
  }

  boolean isDigits(byte[] line) {
    for (int i = from; i < to; i++) {
      if (line[i] < '0' || line[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * The field as text. Logs hold whatever clients send: a field that is not UTF-8 is read as
   * ISO-8859-1, where every byte has a character, so that two broken agents stay two visitors.
   */
  String text(byte[] line) {
    String text = new String(line, from, length(), UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    byte[] again = text.getBytes(UTF_8);
    boolean wasUtf8 = Arrays.equals(again, 0, again.length, line, from, to);
    return wasUtf8 ? text : new String(line, from, length(), ISO_8859_1);
  }
}
