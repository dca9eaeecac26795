package dev.drey.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** A log on disk, plain or (by its name) gzip. Lines keep their bytes; a line feed ends one. */
public record LogFile(Path path) {
  private static final int BUFFER = 1 << 16;

  /** Lazily, each file read as it is asked for; close the stream. */
  public Stream<byte[]> lines() {
    InputStream in = open();
    Spliterator<byte[]> lines =
        Spliterators.spliteratorUnknownSize(
            new Lines(in), Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(lines, false).onClose(() -> close(in));
  }

  private InputStream open() {
    try {
      InputStream file = Files.newInputStream(path);
      return path.toString().endsWith(".gz")
          ? new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER)
          : new BufferedInputStream(file, BUFFER);
    } catch (NoSuchFileException e) {
      throw new DemoFailure("no such access log: " + path, e);
    } catch (IOException e) {
      throw new DemoFailure("cannot read access log " + path + ": " + e.getMessage(), e);
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Splits at line feeds; what follows the last one is a line if there is anything. */
  private final class Lines implements Iterator<byte[]> {
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private Optional<byte[]> next = Optional.empty();

    Lines(InputStream in) {
      this.in = in;
    }

    @Override
    public boolean hasNext() {
      if (next.isEmpty()) {
        next = read();
      }
      return next.isPresent();
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      byte[] taken = next.orElseThrow();
      next = Optional.empty();
      return taken;
    }

    private Optional<byte[]> read() {
      line.reset();
      try {
        int b = in.read();
        if (b < 0) {
          return Optional.empty();
        }
        while (b >= 0 && b != '\n') {
          line.write(b);
          b = in.read();
        }
        return Optional.of(line.toByteArray());
      } catch (IOException e) {
        throw new DemoFailure("cannot read access log " + path + ": " + e.getMessage(), e);
      }
    }
  }
}
