package dev.drey.server;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One server owns one home; the lock ends with the process, however it ends. */
final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  static HomeLock take(Path file) {
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StartRefused(
            "Another server owns "
                + file.getParent()
                + ". End it with 'drey down --home "
                + file.getParent()
                + "', or choose another home with --home.");
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new Unavailable(
          "The home "
              + file.getParent()
              + " cannot be used: "
              + e
              + ". Choose another with --home, or make this one writable.",
          e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
