package dev.drey.runtime.log;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file whose older part was given back to the file system while another process goes on writing
 * at its end: nothing is copied, so nothing is lost, and positions stay what they were. Where it
 * begins now stands in its first bytes.
 */
public final class FreedHead {
  private static final int MARK = 40;
  private static final String BEGINS = "\0begins at ";
  private static final Pattern BEGIN =
      Pattern.compile("\0begins at ([0-9]{20})\n.*", Pattern.DOTALL);

  /** What stays of the head, for the mark. */
  private static final int KEPT = 4096;

  private static final int LONGEST_LINE = 64 * 1024;

  private FreedHead() {}

  /** The offset of the first byte that is still there. */
  static long begin(FileChannel file) throws IOException {
    Matcher mark = BEGIN.matcher(text(read(file, 0, MARK)));
    return mark.matches() ? Math.min(Long.parseLong(mark.group(1)), file.size()) : 0;
  }

  /** How much there is of a file, without what was freed. */
  public static long kept(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      return file.size() - begin(file);
    }
  }

  /**
   * Frees what is older than the newest bytes, up to the end of a line, once there are so many more
   * that it is worth while.
   */
  public static void shorten(Path path, long most, long more) {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (file.size() - begin(file) > most + more) {
        free(path, file, lineFrom(file, file.size() - most));
      }
    } catch (IOException e) {
      throw new Unavailable("cannot shorten " + path + ": " + e.getMessage(), e);
    }
  }

  /** The mark first: who reads meanwhile must not take what is freed for text. */
  private static void free(Path path, FileChannel file, long begin) throws IOException {
    if (begin <= KEPT) {
      return;
    }
    ByteBuffer before = read(file, 0, MARK);
    write(
        file,
        StandardCharsets.US_ASCII.encode(String.format(Locale.ROOT, "%s%020d\n", BEGINS, begin)));
    try {
      punch(path, begin);
    } catch (IOException e) {
      write(file, before);
      throw e;
    }
  }

  /** By util-linux, as Java has no call for it. */
  private static void punch(Path path, long end) throws IOException {
    String length = Long.toString(end - KEPT);
    String offset = Integer.toString(KEPT);
    Process process =
        new ProcessBuilder(
                "fallocate",
                "--punch-hole",
                "--offset",
                offset,
                "--length",
                length,
                path.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("fallocate: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is closing", e);
    }
  }

  /** The beginning of the first line from an offset on; the offset where a line is too long. */
  private static long lineFrom(FileChannel file, long offset) throws IOException {
    int end = text(read(file, offset, LONGEST_LINE)).indexOf('\n');
    return offset + end + 1;
  }

  private static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes, offset + bytes.position());
    }
    return bytes.flip();
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
    long start = bytes.position();
    while (bytes.hasRemaining()) {
      file.write(bytes, bytes.position() - start);
    }
  }

  /** One character for each byte, whatever it stands for. */
  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
  }
}
