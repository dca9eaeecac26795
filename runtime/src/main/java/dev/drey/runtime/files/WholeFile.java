package dev.drey.runtime.files;

import dev.drey.core.model.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Text that a reader sees as a whole or not at all, even if this process or the machine dies. */
public final class WholeFile {
  private WholeFile() {}

  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  public static void write(Path file, byte[] content) {
    try {
      write(file, new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new Unavailable("cannot write " + file + ": " + reason(e), e);
    }
  }

  /** The same for more than memory holds. */
  public static void write(Path file, InputStream content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      content.transferTo(Channels.newOutputStream(channel));
      channel.force(false);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What stands in the file; absent where there is none. */
  public static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unavailable("cannot read " + file + ": " + reason(e), e);
    }
  }

  /** What the system said, without the name of the file that Java puts before it. */
  static String reason(IOException e) {
    String reason =
        e instanceof java.nio.file.FileSystemException said ? said.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
