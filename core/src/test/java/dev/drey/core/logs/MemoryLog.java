package dev.drey.core.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A log in memory, in one part. */
public final class MemoryLog implements ProcessLog {
  private final String name;
  private final List<LogLine> lines = new ArrayList<>();

  public MemoryLog(String name) {
    this.name = name;
  }

  public MemoryLog line(long time, String text) {
    int at = lines.size();
    lines.add(
        new LogLine(
            time,
            new LogPosition(1, at),
            new LogPosition(1, at + 1),
            ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return lines.stream().mapToLong(LogLine::size).sum();
  }

  @Override
  public LogPosition end() {
    return new LogPosition(1, lines.size());
  }

  @Override
  public LogPosition at(long millis) {
    int at = 0;
    while (at < lines.size() && lines.get(at).time() < millis - DISORDER_MILLIS) {
      at++;
    }
    return new LogPosition(1, at);
  }

  @Override
  public Lines after(LogPosition position) {
    return over(lines.subList((int) position.offset(), lines.size()));
  }

  @Override
  public Lines before(LogPosition position) {
    List<LogLine> backwards = new ArrayList<>(lines.subList(0, (int) position.offset()));
    Collections.reverse(backwards);
    return over(backwards);
  }

  private static Lines over(List<LogLine> lines) {
    Iterator<LogLine> each = List.copyOf(lines).iterator();
    return new Lines() {
      @Override
      public Optional<LogLine> next() {
        return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
