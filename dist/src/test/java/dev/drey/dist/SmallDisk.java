package dev.drey.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own that is soon full: a tmpfs, which takes root to mount. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Whether this user may mount one.
   *
   * @param scratch a folder to try it in
   */
  static boolean canBeMounted(Path scratch) {
    try {
      mounted(scratch.resolve("trial"), "1m").close();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /**
   * @param size as mount takes it: {@code 64m}
   * @throws IllegalStateException if it cannot be mounted
   */
  static SmallDisk mounted(Path folder, String size) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    call("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  /** Writes until there is no room for another byte. */
  void fill() {
    try (OutputStream out = Files.newOutputStream(ballast())) {
      for (int size = 1 << 20; size > 0; size /= 2) {
        writeUntilFull(out, new byte[size]);
      }
    } catch (IOException e) {
      // closing a file on a full disk may say so once more
    }
  }

  private static void writeUntilFull(OutputStream out, byte[] piece) {
    try {
      while (true) {
        out.write(piece);
      }
    } catch (IOException e) {
      // full for pieces of this size
    }
  }

  /** Gives the room back that {@link #fill} took. */
  void empty() {
    try {
      Files.deleteIfExists(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  /** Takes it away at once, even if a process still has a file open there. */
  @Override
  public void close() {
    call("umount", "--lazy", folder.toString());
  }

  private static void call(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed");
      }
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command) + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
