package dev.drey.runtime.log;

import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When lines without a time of their own were printed, by looking now and then at how long their
 * file is. A time that was once told stays: who follows a log would be told the line again.
 *
 * @param marks how long the file was, and when it was changed last at that look
 */
public record PrintTimes(NavigableMap<Long, Long> marks) {
  private static final String ENDING = ".times";
  private static final int MOST = 2048;

  /** What was noted of a file. */
  public static PrintTimes of(Path prints) {
    var marks = new TreeMap<Long, Long>();
    WholeFile.read(file(prints))
        .ifPresent(
            text ->
                text.lines()
                    .map(line -> line.split(" ", 2))
                    .forEach(mark -> marks.put(Long.valueOf(mark[0]), Long.valueOf(mark[1]))));
    return new PrintTimes(marks);
  }

  /** Notes how long a file is now, if it is longer than before. */
  public static void note(Path prints) {
    try {
      long size = Files.size(prints);
      NavigableMap<Long, Long> marks = of(prints).marks();
      if (size > 0 && (marks.isEmpty() || marks.lastKey() < size)) {
        marks.put(size, Files.getLastModifiedTime(prints).toMillis());
        WholeFile.write(file(prints), text(marks));
      }
    } catch (NoSuchFileException nothingPrinted) {
      return;
    } catch (IOException e) {
      throw new Unavailable("cannot look at " + prints + ": " + e.getMessage(), e);
    }
  }

  /** Where there are too many, each second one: the file's older part was freed long ago. */
  private static String text(NavigableMap<Long, Long> marks) {
    int few = marks.size() > MOST ? 2 : 1;
    int[] number = {0};
    return marks.descendingMap().entrySet().stream()
        .filter(mark -> number[0]++ % few == 0)
        .map(PrintTimes::text)
        .collect(Collectors.joining());
  }

  private static String text(Map.Entry<Long, Long> mark) {
    return mark.getKey() + " " + mark.getValue() + "\n";
  }

  /** Takes what was noted along, when a file is moved. */
  public static void move(Path from, Path to) throws IOException {
    if (Files.exists(file(from))) {
      Files.move(file(from), file(to), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path file(Path prints) {
    return prints.resolveSibling(prints.getFileName() + ENDING);
  }

  /** When what stands at an offset was printed; absent where nobody has looked since. */
  OptionalLong at(long offset) {
    Map.Entry<Long, Long> mark = marks.higherEntry(offset);
    return mark == null ? OptionalLong.empty() : OptionalLong.of(mark.getValue());
  }

  /** How far times are known. */
  long end() {
    return marks.isEmpty() ? 0 : marks.lastKey();
  }
}
