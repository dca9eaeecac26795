package dev.drey.runtime.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** How a file's lines tell their time and their text. */
public sealed interface LineForm {

  /**
   * Empty for a line that tells none, as one that was torn by the end of its process.
   *
   * @param offset of the line in its file
   */
  OptionalLong time(byte[] bytes, int from, int to, long offset);

  /** How much of a file of this size can be told of now. */
  long end(long size);

  /** The bytes may be changed where the line stands: nobody else has them. */
  ByteBuffer text(byte[] bytes, int from, int to);

  /** JSON objects that begin with their time, which is no part of the text. */
  record Json() implements LineForm {
    private static final byte[] BEGIN = "{\"timestamp\":".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 18;

    @Override
    public OptionalLong time(byte[] bytes, int from, int to, long offset) {
      int comma = comma(bytes, from, to);
      if (comma < 0) {
        return OptionalLong.empty();
      }
      long millis = 0;
      for (int at = from + BEGIN.length; at < comma; at++) {
        millis = millis * 10 + (bytes[at] - '0');
      }
      return OptionalLong.of(millis);
    }

    @Override
    public long end(long size) {
      return size;
    }

    @Override
    public ByteBuffer text(byte[] bytes, int from, int to) {
      int comma = comma(bytes, from, to);
      if (comma < 0) {
        return ByteBuffer.wrap(bytes, from, to - from);
      }
      bytes[comma] = '{';
      return ByteBuffer.wrap(bytes, comma, to - comma);
    }

    /** After the digits of the time; below 0 where the line does not begin with one. */
    private static int comma(byte[] bytes, int from, int to) {
      for (int i = 0; i < BEGIN.length; i++) {
        if (from + i >= to || bytes[from + i] != BEGIN[i]) {
          return -1;
        }
      }
      int digits = from + BEGIN.length;
      int at = digits;
      while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
        at++;
      }
      boolean told = at > digits && at - digits <= MOST_DIGITS && at < to && bytes[at] == ',';
      return told ? at : -1;
    }
  }

  /**
   * Text of a JVM itself, such as its last words: its time is that at which it was noticed, and it
   * becomes JSON like the rest.
   *
   * @param changed when the last of it was written, if its process has ended; one that runs is told
   *     of as far as times are known
   * @param arn of the application
   */
  record Plain(PrintTimes times, OptionalLong changed, String process, String arn)
      implements LineForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public OptionalLong time(byte[] bytes, int from, int to, long offset) {
      OptionalLong noted = times.at(offset);
      return noted.isPresent() ? noted : changed;
    }

    @Override
    public long end(long size) {
      return changed.isPresent() ? size : Math.min(size, times.end());
    }

    @Override
    public ByteBuffer text(byte[] bytes, int from, int to) {
      ObjectNode line =
          JSON.createObjectNode()
              .put("process", process)
              .put("logger", "jvm")
              .put("message", new String(bytes, from, to - from, StandardCharsets.UTF_8))
              .put("applicationARN", arn)
              .put("messageSchemaVersion", "1")
              .put("messageType", "WARN");
      return ByteBuffer.wrap(line.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
