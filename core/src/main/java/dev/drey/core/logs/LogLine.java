package dev.drey.core.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One line of a log.
 *
 * @param time in milliseconds since 1970
 * @param start before it
 * @param end after it
 * @param bytes of its text, to be read only
 */
public record LogLine(long time, LogPosition start, LogPosition end, ByteBuffer bytes) {

  public String text() {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  /** Of its text, in bytes. */
  int size() {
    return bytes.remaining();
  }
}
