package dev.drey.runtime.state;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files that a savepoint is made of beside its {@code _metadata}, as that tells: of Flink's
 * format, versions 3 (Flink 1.11) to 6 (Flink 2.3), only as much as it takes to walk from one file
 * to the next. What the state is does not matter here, and no class of the job is needed.
 *
 * <p>Refused is whatever does not stand by itself: a file somewhere else than beside the {@code
 * _metadata}, and state in the format of one state backend.
 */
final class SavepointFiles {
  private static final int MAGIC = 0x4960672d;
  private static final int MASTER_MAGIC = 0xc96b1696;
  private static final int OLDEST = 3;
  private static final int WITH_NAMES = 5;
  private static final int NEWEST = 6;
  private static final int TYPED_CHANNELS = 6;

  private static final int NONE = 0;
  private static final int BYTES = 1;
  private static final int FILE = 2;
  private static final int KEY_GROUPS = 3;
  private static final int OPERATOR_STATE = 4;
  private static final int RELATIVE_FILE = 6;
  private static final int SAVEPOINT_KEY_GROUPS = 7;
  private static final int KEY_GROUPS_WITH_ID = 12;

  /** A name and nothing that leads out of the directory. */
  private static final Pattern BESIDE = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]+");

  private final DataInputStream in;
  private final Map<String, Long> sizes = new TreeMap<>();

  private SavepointFiles(byte[] metadata) {
    this.in = new DataInputStream(new ByteArrayInputStream(metadata));
  }

  /**
   * Names and sizes.
   *
   * @throws Refused if it is no savepoint, or none that can be copied
   */
  static Map<String, Long> of(byte[] metadata) {
    var files = new SavepointFiles(metadata);
    try {
      files.walk();
    } catch (EOFException e) {
      throw refused("its _metadata ends too early");
    } catch (IOException | IndexOutOfBoundsException e) {
      throw refused("its _metadata cannot be read: " + e.getMessage());
    }
    return files.sizes;
  }

  static Refused refused(String why) {
    return new Refused(
        Reason.INVALID_ARGUMENT,
        "not a savepoint in canonical format that stands by itself: " + why);
  }

  private void walk() throws IOException {
    if (in.readInt() != MAGIC) {
      throw refused("its _metadata was not written by Flink");
    }
    int version = in.readInt();
    if (version < OLDEST || version > NEWEST) {
      throw refused("its _metadata is of version " + version + ", which is not known");
    }
    in.readLong(); // the checkpoint's number
    for (int left = in.readInt(); left > 0; left--) {
      if (in.readInt() != MASTER_MAGIC) {
        throw refused("the state of a master hook in it is damaged");
      }
      skip(in.readInt());
    }
    for (int left = in.readInt(); left > 0; left--) {
      operator(version);
    }
  }

  private void operator(int version) throws IOException {
    if (version >= WITH_NAMES) {
      in.readUTF();
      in.readUTF();
    }
    skip(2L * Long.BYTES + 2L * Integer.BYTES); // id, parallelism, max parallelism
    stream(); // of the coordinator
    for (int left = in.readInt(); left > 0; left--) {
      if (in.readInt() >= 0) { // otherwise finished, without state
        subtask(version);
      }
    }
  }

  private void subtask(int version) throws IOException {
    for (int kind = 0; kind < 2; kind++) { // managed, raw
      if (in.readInt() != 0) {
        operatorState();
      }
    }
    managedKeyedState();
    rawKeyedState();
    for (int direction = 0; direction < 2; direction++) {
      for (int left = in.readInt(); left > 0; left--) {
        channel(version);
      }
    }
  }

  private void operatorState() throws IOException {
    int type = in.readByte();
    if (type == NONE) {
      return;
    }
    if (type != OPERATOR_STATE) {
      throw refused("operator state of the kind " + type + " belongs to a checkpoint");
    }
    for (int left = in.readInt(); left > 0; left--) {
      in.readUTF();
      in.readByte();
      skip((long) Long.BYTES * in.readInt());
    }
    stream();
  }

  private void managedKeyedState() throws IOException {
    int type = in.readByte();
    if (type == NONE) {
      return;
    }
    if (type != SAVEPOINT_KEY_GROUPS) {
      throw refused("it is in the native format of a state backend; take it with type canonical");
    }
    keyGroups();
  }

  private void rawKeyedState() throws IOException {
    int type = in.readByte();
    switch (type) {
      case NONE -> {}
      case KEY_GROUPS, SAVEPOINT_KEY_GROUPS -> keyGroups();
      case KEY_GROUPS_WITH_ID -> {
        keyGroups();
        in.readUTF();
      }
      default -> throw refused("raw keyed state of the kind " + type + " belongs to a checkpoint");
    }
  }

  private void keyGroups() throws IOException {
    in.readInt();
    skip((long) Long.BYTES * in.readInt());
    stream();
  }

  private void channel(int version) throws IOException {
    if (version >= TYPED_CHANNELS) {
      throw refused("records in flight are in it, which belong to a checkpoint");
    }
    skip(3L * Integer.BYTES); // subtask, and which channel
    skip((long) Long.BYTES * in.readInt());
    skip(Long.BYTES);
    stream();
  }

  private void stream() throws IOException {
    int type = in.readByte();
    switch (type) {
      case NONE -> {}
      case BYTES -> {
        in.readUTF();
        skip(in.readInt());
      }
      case RELATIVE_FILE -> {
        String name = in.readUTF();
        add(name, in.readLong());
      }
      case KEY_GROUPS -> keyGroups();
      case FILE -> {
        in.readLong();
        throw refused("it needs " + in.readUTF() + ", which is not beside its _metadata");
      }
      default -> throw refused("a file of the kind " + type + " belongs to a checkpoint");
    }
  }

  private void add(String name, long size) {
    if (!BESIDE.matcher(name).matches()) {
      throw refused("it needs " + name + ", which is not beside its _metadata");
    }
    sizes.put(name, size);
  }

  private void skip(long length) throws IOException {
    if (length < 0) {
      throw refused("a length in its _metadata is negative");
    }
    in.skipNBytes(length);
  }
}
