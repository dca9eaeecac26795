package dev.drey.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The newest time among lines. Lines that have none, or none that can be read, say nothing. */
final class NewestTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);
  private static final int LENGTH = 26;

  private byte[] last = new byte[LENGTH];
  private Optional<Instant> newest = Optional.empty();

  void see(byte[] line) {
    int from = indexOf(line, '[') + 1;
    int to = from + LENGTH;
    // Neighbours mostly share their second: only a new one is parsed.
    if (from == 0 || to > line.length || Arrays.equals(line, from, to, last, 0, LENGTH)) {
      return;
    }
    last = Arrays.copyOfRange(line, from, to);
    time(last).filter(t -> newest.isEmpty() || t.isAfter(newest.get())).ifPresent(this::set);
  }

  Optional<Instant> get() {
    return newest;
  }

  private void set(Instant time) {
    newest = Optional.of(time);
  }

  private static Optional<Instant> time(byte[] written) {
    try {
      return Optional.of(FORMAT.parse(new String(written, US_ASCII), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int indexOf(byte[] line, char wanted) {
    for (int i = 0; i < line.length; i++) {
      if (line[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
