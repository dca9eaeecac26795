package dev.drey.runtime.python;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The directory at the end of a zip, read by ourselves: Java's own reader does not tell which
 * entries are symbolic links, and takes two entries of one name for one.
 */
final class ZipListing {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LARGEST = 64 << 20;
  private static final int KIND = 0xf000;
  private static final int LINK = 0xa000;
  private static final int UNIX = 3;
  private static final int MAC = 19;

  private ZipListing() {}

  /** One entry, as the directory tells it. */
  record Entry(String name, boolean isLink) {}

  /**
   * Reads the directory.
   *
   * @throws ZipException for one that is damaged, or larger than anybody needs
   */
  static List<Entry> of(Path zip) throws IOException {
    try (var file = new RandomAccessFile(zip.toFile(), "r")) {
      ByteBuffer directory = directory(file);
      List<Entry> entries = new ArrayList<>();
      while (directory.remaining() >= ENTRY_LENGTH) {
        entries.add(entry(directory));
      }
      return entries;
    }
  }

  /**
   * Sees that a zip can be opened without filling the memory.
   *
   * @throws ZipException for one that is damaged, or whose directory is larger than anybody needs
   */
  static void refuseHuge(Path zip) throws IOException {
    try (var file = new RandomAccessFile(zip.toFile(), "r")) {
      directory(file);
    }
  }

  private static ByteBuffer directory(RandomAccessFile file) throws IOException {
    long from = Math.max(0, file.length() - END_LENGTH - LONGEST_COMMENT);
    ByteBuffer tail = read(file, from, (int) (file.length() - from));
    for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        long size = Integer.toUnsignedLong(tail.getInt(at + 12));
        long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
        if (offset + size > from + at) {
          throw new ZipException(
              "it is a zip of the 64-bit kind, with too many or too large files");
        }
        if (size > LARGEST) {
          throw new ZipException("its directory is larger than " + LARGEST + " bytes");
        }
        return read(file, offset, (int) size);
      }
    }
    throw new ZipException("it has no directory at its end");
  }

  private static ByteBuffer read(RandomAccessFile file, long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(at);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Entry entry(ByteBuffer directory) throws ZipException {
    int at = directory.position();
    if (directory.getInt(at) != ENTRY) {
      throw new ZipException("its directory is damaged");
    }
    int name = Short.toUnsignedInt(directory.getShort(at + 28));
    int extra = Short.toUnsignedInt(directory.getShort(at + 30));
    int comment = Short.toUnsignedInt(directory.getShort(at + 32));
    int next = at + ENTRY_LENGTH + name + extra + comment;
    if (next > directory.limit()) {
      throw new ZipException("its directory is damaged");
    }
    int system = directory.get(at + 5);
    int mode = directory.getInt(at + 38) >>> 16;
    boolean isLink = (system == UNIX || system == MAC) && (mode & KIND) == LINK;
    byte[] text = new byte[name];
    directory.get(at + ENTRY_LENGTH, text);
    directory.position(next);
    return new Entry(new String(text, StandardCharsets.UTF_8), isLink);
  }
}
