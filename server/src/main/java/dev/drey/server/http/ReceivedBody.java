package dev.drey.server.http;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A body that has come whole, and its hash: nothing is made of it before its signature is known to
 * be right. A large one waits in a file that nobody else sees, since anybody may send one.
 */
final class ReceivedBody implements Closeable {
  private final byte[] small;
  private final Optional<FileChannel> large;
  private final String hash;

  private ReceivedBody(byte[] small, Optional<FileChannel> large, String hash) {
    this.small = small;
    this.large = large;
    this.hash = hash;
  }

  /**
   * Takes all of it.
   *
   * @param folder for large ones
   */
  static ReceivedBody of(BoundedBody body, Path folder) throws IOException {
    MessageDigest sha256 = sha256();
    var hashed = new DigestInputStream(body, sha256);
    byte[] small = hashed.readNBytes((int) BoundedBody.SETTINGS);
    int next = small.length < BoundedBody.SETTINGS ? -1 : hashed.read();
    Optional<FileChannel> large =
        next < 0 ? Optional.empty() : Optional.of(spooled(small, next, hashed, folder));
    return new ReceivedBody(
        large.isPresent() ? new byte[0] : small, large, HexFormat.of().formatHex(sha256.digest()));
  }

  private static FileChannel spooled(byte[] first, int next, InputStream rest, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    FileChannel file =
        FileChannel.open(
            folder.resolve("request-" + UUID.randomUUID()),
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      OutputStream out = Channels.newOutputStream(file);
      out.write(first);
      out.write(next);
      rest.transferTo(out);
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  String hash() {
    return hash;
  }

  boolean isLarge() {
    return large.isPresent();
  }

  InputStream open() throws IOException {
    if (large.isEmpty()) {
      return new ByteArrayInputStream(small);
    }
    return Channels.newInputStream(large.get().position(0));
  }

  @Override
  public void close() throws IOException {
    if (large.isPresent()) {
      large.get().close();
    }
  }
}
