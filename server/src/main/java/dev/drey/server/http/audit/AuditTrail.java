package dev.drey.server.http.audit;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of JSON lines that only grows, one for each call that changes something. When it is full
 * it goes on in a new one; the oldest of those is forgotten when there are too many.
 */
public final class AuditTrail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final Path file;
  private final long most;
  private final int files;

  /** Open as long as the trail is. Guarded by this. */
  private FileChannel out;

  private AuditTrail(Path file, long most, int files, FileChannel out) {
    this.file = file;
    this.most = most;
    this.files = files;
    this.out = out;
  }

  /**
   * Opens it for appending.
   *
   * @param most bytes of one file
   * @param files how many are kept, this one among them
   */
  public static AuditTrail open(Path file, long most, int files) {
    try {
      return new AuditTrail(file, most, files, open(file));
    } catch (IOException e) {
      throw new Unavailable("the audit trail " + file + " cannot be written (" + e + ")", e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** What was done is done: where it cannot be written down, the server's log says so. */
  public synchronized void add(Entry entry) {
    ByteBuffer line = StandardCharsets.UTF_8.encode(entry.line() + "\n");
    try {
      if (!out.isOpen()) {
        out = open(file); // the last turn over was cut short
      }
      if (out.size() > 0 && out.size() + line.remaining() > most) {
        turnOver();
      }
      while (line.hasRemaining()) {
        out.write(line);
      }
    } catch (IOException e) {
      LOG.error("the audit trail {} cannot be written: {} entry={}", file, e, entry.line());
    }
  }

  /** {@code audit.jsonl} becomes {@code audit.jsonl.1}, that {@code .2}, and so on. */
  private void turnOver() throws IOException {
    out.close();
    for (int i = files - 1; i > 0; i--) {
      Path newer = i == 1 ? file : numbered(i - 1);
      if (Files.exists(newer)) {
        Files.move(newer, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (files == 1) {
      Files.delete(file);
    }
    out = open(file);
  }

  private Path numbered(int i) {
    return file.resolveSibling(file.getFileName() + "." + i);
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
