package dev.drey.storage.objects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** A file on its way in: hashed as it is written, named when it is complete, deleted if never. */
final class PartialFile implements AutoCloseable {
  static final String SUFFIX = ".part";

  private final Path path;
  private final FileChannel channel;
  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest md5 = digest("MD5");
  private long size;

  PartialFile(Path directory) throws IOException {
    this.path = directory.resolve(UUID.randomUUID() + SUFFIX);
    this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  void write(byte[] bytes, int length) throws IOException {
    sha256.update(bytes, 0, length);
    md5.update(bytes, 0, length);
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    size += length;
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** Asked once, when all is written. */
  String sha256() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Asked once, when all is written. */
  String md5() {
    return HexFormat.of().formatHex(md5.digest());
  }

  /** Gives it its name; from then on it survives a power cut. */
  void complete(Path target) throws IOException {
    channel.force(true);
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
