package dev.drey.runtime.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The {@code _metadata} of a savepoint, written as Flink writes it. */
final class Metadata {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** What is written about one subtask. */
  interface Part {
    void write(DataOutputStream out) throws IOException;
  }

  /** One operator with one subtask, whose managed keyed state this is. */
  static byte[] of(int version, Part keyed) {
    return new Metadata().written(version, keyed);
  }

  private byte[] written(int version, Part keyed) {
    try {
      out.writeInt(0x4960672d);
      out.writeInt(version);
      out.writeLong(7); // checkpoint
      out.writeInt(1); // master states
      out.writeInt(0xc96b1696);
      out.writeInt(3);
      out.write(new byte[3]);
      out.writeInt(2); // operators
      operator(version);
      inline("coordinator");
      out.writeInt(2); // subtasks
      out.writeInt(-1); // one is finished
      out.writeInt(0);
      out.writeInt(1); // managed operator state
      operatorState();
      out.writeInt(0); // raw operator state
      keyed.write(out);
      rawKeyed();
      out.writeInt(0); // channels in
      out.writeInt(0); // channels out
      operator(version);
      out.writeByte(0);
      out.writeInt(-1); // fully finished
      out.write(new byte[] {1, 2, 3}); // properties follow
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void operator(int version) throws IOException {
    if (version >= 5) {
      out.writeUTF("count");
      out.writeUTF("count-uid");
    }
    out.writeLong(1);
    out.writeLong(2);
    out.writeInt(1);
    out.writeInt(128);
  }

  private void inline(String name) throws IOException {
    out.writeByte(1);
    out.writeUTF(name);
    out.writeInt(4);
    out.write(new byte[4]);
  }

  private void operatorState() throws IOException {
    out.writeByte(4);
    out.writeInt(1);
    out.writeUTF("offsets");
    out.writeByte(0);
    out.writeInt(2);
    out.writeLong(0);
    out.writeLong(8);
    relative("operator-state", 5).write(out);
  }

  private void rawKeyed() throws IOException {
    out.writeByte(12);
    out.writeInt(0);
    out.writeInt(1);
    out.writeLong(0);
    relative("timers", 3).write(out);
    out.writeUTF("id");
  }

  /** Keyed state in canonical format, in a file beside the {@code _metadata}. */
  static Part canonical(Part file) {
    return out -> {
      out.writeByte(7);
      out.writeInt(0);
      out.writeInt(2);
      out.writeLong(0);
      out.writeLong(1);
      file.write(out);
    };
  }

  static Part relative(String name, long size) {
    return out -> {
      out.writeByte(6);
      out.writeUTF(name);
      out.writeLong(size);
    };
  }

  static Part absolute(String path) {
    return out -> {
      out.writeByte(2);
      out.writeLong(9);
      out.writeUTF(path);
    };
  }

  /** What an incremental checkpoint of RocksDB begins with. */
  static Part incremental() {
    return out -> out.writeByte(11);
  }
}
