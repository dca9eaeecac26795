package dev.drey.runtime.log;

import dev.drey.core.logs.LogLine;
import dev.drey.core.logs.LogPosition;
import dev.drey.core.logs.ProcessLog;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The log of a process as a row of files: {@code NAME} is being written, {@code NAME.1}, {@code
 * NAME.2} and so on were before it. A file that is full takes the next number and keeps it, so a
 * position stays what it is.
 */
public final class FileLog implements ProcessLog {
  private final String name;
  private final Path file;
  private final LineForm form;
  private final boolean grows;

  /**
   * @param grows whether its process may still write
   */
  public FileLog(String name, Path file, LineForm form, boolean grows) {
    this.name = name;
    this.file = file;
    this.form = form;
    this.grows = grows;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    long size = kept(file);
    for (long number : full()) {
      size += kept(full(number));
    }
    return size;
  }

  private static long kept(Path path) {
    try {
      return FreedHead.kept(path);
    } catch (IOException gone) {
      return 0;
    }
  }

  @Override
  public LogPosition end() {
    long number = written();
    return open(number)
        .map(
            part -> {
              try (part) {
                return new LogPosition(number, part.end(grows));
              }
            })
        .orElseGet(() -> new LogPosition(number, 0));
  }

  @Override
  public LogPosition at(long millis) {
    long wanted = millis - Math.min(millis, DISORDER_MILLIS);
    TreeSet<Long> numbers = new TreeSet<>(full());
    numbers.add(written());
    for (long number : numbers.descendingSet()) {
      Optional<Part> opened = open(number);
      if (opened.isEmpty()) {
        continue;
      }
      try (Part part = opened.get()) {
        boolean begins =
            part.after(0, true).stream()
                .findFirst()
                .filter(line -> line.time() < wanted)
                .isPresent();
        if (begins || number == numbers.first()) {
          return new LogPosition(number, begins ? part.at(wanted) : 0);
        }
      }
    }
    return new LogPosition(numbers.first(), 0);
  }

  @Override
  public Lines after(LogPosition position) {
    return new Forward(position);
  }

  @Override
  public Lines before(LogPosition position) {
    return new Backward(position);
  }

  /** The numbers of the files that are full and still there. */
  private NavigableSet<Long> full() {
    String prefix = file.getFileName() + ".";
    var numbers = new TreeSet<Long>();
    for (Path each : Trees.children(file.getParent())) {
      String other = each.getFileName().toString();
      if (other.startsWith(prefix) && other.substring(prefix.length()).matches("[0-9]{1,18}")) {
        numbers.add(Long.valueOf(other.substring(prefix.length())));
      }
    }
    return numbers;
  }

  private Path full(long number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  /** The number that the file which is written will have. */
  private long written() {
    NavigableSet<Long> full = full();
    return full.isEmpty() ? 1 : full.last() + 1;
  }

  /** It may be filled at any moment, and have its number before or after we have opened it. */
  private Optional<Part> open(long number) {
    Optional<FileChannel> channel = channel(full(number));
    if (channel.isEmpty() && number == written()) {
      channel = channel(file);
      if (Files.exists(full(number))) {
        close(channel);
        channel = channel(full(number));
      }
    }
    return channel.map(opened -> new Part(number, opened, form));
  }

  private static Optional<FileChannel> channel(Path path) {
    try {
      return Optional.of(FileChannel.open(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unavailable("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private static void close(Optional<FileChannel> channel) {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException e) {
      throw new Unavailable("cannot close a log: " + e.getMessage(), e);
    }
  }

  /** Goes on from part to part, also over those that are gone. */
  private final class Forward implements Lines {
    private final Deque<LogLine> ready = new ArrayDeque<>();
    private LogPosition place;
    private Optional<Part> part = Optional.empty();

    Forward(LogPosition place) {
      this.place = place;
    }

    @Override
    public Optional<LogLine> next() {
      while (ready.isEmpty()) {
        if (part.isEmpty() && !open()) {
          return Optional.empty();
        }
        boolean full = Files.exists(full(place.part())); // asked first: then nothing is added to it
        List<LogLine> lines = part.get().after(place.offset(), grows && !full);
        if (!lines.isEmpty()) {
          ready.addAll(lines);
          place = ready.getLast().end();
        } else if (full) {
          close();
          place = new LogPosition(place.part() + 1, 0);
        } else {
          return Optional.empty();
        }
      }
      return Optional.of(ready.removeFirst());
    }

    private boolean open() {
      part = FileLog.this.open(place.part());
      if (part.isEmpty()) {
        TreeSet<Long> numbers = new TreeSet<>(full());
        numbers.add(written());
        Long next = numbers.higher(place.part());
        if (next != null) {
          place = new LogPosition(next, 0);
          part = FileLog.this.open(next);
        }
      }
      return part.isPresent();
    }

    @Override
    public void close() {
      part.ifPresent(Part::close);
      part = Optional.empty();
    }
  }

  private final class Backward implements Lines {
    private final Deque<LogLine> ready = new ArrayDeque<>();
    private LogPosition place;
    private Optional<Part> part = Optional.empty();

    Backward(LogPosition place) {
      this.place = place;
      this.part = open(place.part());
    }

    @Override
    public Optional<LogLine> next() {
      while (ready.isEmpty()) {
        List<LogLine> lines = part.map(opened -> opened.before(place.offset())).orElseGet(List::of);
        if (!lines.isEmpty()) {
          ready.addAll(lines);
          place = ready.getFirst().start();
        } else if (!openEarlier()) {
          return Optional.empty();
        }
      }
      return Optional.of(ready.removeLast());
    }

    private boolean openEarlier() {
      close();
      Long earlier = full().lower(place.part());
      if (earlier == null) {
        return false;
      }
      part = open(earlier);
      place = new LogPosition(earlier, part.map(Part::size).orElse(0L));
      return true;
    }

    @Override
    public void close() {
      part.ifPresent(Part::close);
      part = Optional.empty();
    }
  }
}
