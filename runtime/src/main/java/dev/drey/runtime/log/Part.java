package dev.drey.runtime.log;

import dev.drey.core.logs.LogLine;
import dev.drey.core.logs.LogPosition;
import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** One file of a log, open. */
final class Part implements AutoCloseable {
  private static final int CHUNK = 256 * 1024;
  private static final int LONGEST_LINE = 64 * 1024 * 1024;

  private final long number;
  private final FileChannel file;
  private final LineForm form;

  Part(long number, FileChannel file, LineForm form) {
    this.number = number;
    this.file = file;
    this.form = form;
  }

  long number() {
    return number;
  }

  long size() {
    try {
      return form.end(file.size());
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** How much there is of it. */
  long kept() {
    return size() - begin();
  }

  /** Where it begins now; its head may be freed at any moment. */
  private long begin() {
    try {
      return FreedHead.begin(file);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /**
   * Some lines from a position on, which is the beginning of one.
   *
   * @param grows whether a last line without an end is one that is being written
   */
  List<LogLine> after(long position, boolean grows) {
    long offset = Math.max(position, begin());
    for (int length = CHUNK; ; length *= 4) {
      byte[] bytes = read(offset, length);
      boolean all = bytes.length < length;
      int end = all && !grows ? bytes.length : lastEnd(bytes);
      if (end > 0 || all) {
        return lines(bytes, 0, end, offset);
      }
      refuseTooLong(length);
    }
  }

  /** Some lines before an offset, which is the end of one; the earliest first. */
  List<LogLine> before(long offset) {
    long first = begin();
    if (offset <= first) {
      return List.of();
    }
    for (int length = CHUNK; ; length *= 4) {
      long from = Math.max(first, offset - length);
      byte[] bytes = read(from, (int) (offset - from));
      int begin = from == first ? 0 : firstEnd(bytes);
      if (begin < bytes.length) {
        return lines(bytes, begin, bytes.length, from);
      }
      refuseTooLong(length);
    }
  }

  /** The beginning of a line before all that are as late, by halves. */
  long at(long millis) {
    long low = begin();
    long high = size();
    while (high - low > CHUNK) {
      long middle = low + (high - low) / 2;
      byte[] bytes = read(middle, CHUNK);
      int begin = firstEnd(bytes);
      List<LogLine> lines =
          begin < bytes.length ? lines(bytes, begin, lastEnd(bytes), middle) : List.of();
      if (!lines.isEmpty() && lines.get(0).time() < millis) {
        low = lines.get(0).start().offset();
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** After the last whole line. */
  long end(boolean grows) {
    long size = size();
    if (!grows) {
      return size;
    }
    for (int length = CHUNK; ; length *= 4) {
      long from = Math.max(0, size - length);
      int end = lastEnd(read(from, (int) (size - from)));
      if (end > 0 || from == 0) {
        return from + end;
      }
      refuseTooLong(length);
    }
  }

  private List<LogLine> lines(byte[] bytes, int from, int to, long offset) {
    List<LogLine> lines = new ArrayList<>();
    long time = firstTime(bytes, from, to, offset);
    int begin = from;
    while (begin < to) {
      int end = begin;
      while (end < to && bytes[end] != '\n') {
        end++;
      }
      OptionalLong told = form.time(bytes, begin, end, offset + begin);
      time = told.orElse(time); // one that was torn is as late as the line before it
      int next = Math.min(end + 1, to);
      if (end > begin) {
        lines.add(
            new LogLine(
                time,
                new LogPosition(number, offset + begin),
                new LogPosition(number, offset + next),
                form.text(bytes, begin, end)));
      }
      begin = next;
    }
    return lines;
  }

  private long firstTime(byte[] bytes, int from, int to, long offset) {
    for (int begin = from; begin < to; begin++) {
      if (begin == from || bytes[begin - 1] == '\n') {
        OptionalLong told = form.time(bytes, begin, to, offset + begin);
        if (told.isPresent()) {
          return told.getAsLong();
        }
      }
    }
    return 0;
  }

  /** After the last line that has an end; 0 for none. */
  private static int lastEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** After the first end of a line; the length where there is none. */
  private static int firstEnd(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, bytes.length);
  }

  private byte[] read(long offset, int length) {
    try {
      long there = Math.max(0, size() - offset);
      var buffer = ByteBuffer.allocate((int) Math.min(length, there));
      while (buffer.hasRemaining()) {
        if (file.read(buffer, offset + buffer.position()) < 0) {
          break;
        }
      }
      return buffer.hasRemaining()
          ? Arrays.copyOf(buffer.array(), buffer.position())
          : buffer.array();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private void refuseTooLong(int length) {
    if (length >= LONGEST_LINE) {
      throw new Unavailable("part " + number + " of a log has a line of more than 64 MiB");
    }
  }

  private Unavailable unavailable(IOException e) {
    return new Unavailable("cannot read part " + number + " of a log: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }
}
