package dev.drey.agent.check;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoReader;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshotReadersWriters;

/**
 * What a file of state begins with: which states are in it and how they are written. Read piece by
 * piece, unlike by Flink, so that the state is known that stops the reading.
 *
 * @param keys how keys are written; absent where there are none or where that cannot be read
 */
record StateHead(Optional<TypeSerializerSnapshot<?>> keys, List<SavedValue> values) {
  static final StateHead UNKNOWN = new StateHead(Optional.empty(), List.of());

  static final String KEYS = "the keys";
  private static final int KEYED = 6;
  private static final int OF_OPERATOR = 5;
  private static final int OF_OPERATOR_COMPRESSED = 6;
  private static final byte[] KRYO = written(KryoSerializerSnapshot.class.getName());

  StateHead {
    values = List.copyOf(values);
  }

  /** Of state by key, as {@code KeyedBackendSerializationProxy} writes it. */
  static StateHead ofKeyed(InputStream file, ClassLoader userCode) throws IOException {
    var in = new Reading(file, userCode);
    if (in.data.readInt() != KEYED) {
      return UNKNOWN;
    }
    in.data.readBoolean(); // whether what follows the head is compressed
    Optional<TypeSerializerSnapshot<?>> keys = in.keys();
    if (keys.isPresent()) {
      in.values();
    }
    return new StateHead(keys, in.values);
  }

  /** Of an operator's lists, as {@code OperatorBackendSerializationProxy} writes them. */
  static StateHead ofLists(InputStream file, ClassLoader userCode) throws IOException {
    var in = new Reading(file, userCode);
    int version = in.data.readInt();
    if (version != OF_OPERATOR && version != OF_OPERATOR_COMPRESSED) {
      return UNKNOWN;
    }
    if (version == OF_OPERATOR_COMPRESSED) {
      in.data.readBoolean();
    }
    if (in.values()) {
      in.values();
    }
    return new StateHead(Optional.empty(), in.values);
  }

  private static byte[] written(String className) {
    byte[] name = className.getBytes(StandardCharsets.US_ASCII);
    var utf = new byte[name.length + 2];
    utf[0] = (byte) (name.length >> 8);
    utf[1] = (byte) name.length;
    System.arraycopy(name, 0, utf, 2, name.length);
    return utf;
  }

  /** A head as far as it has been read. */
  private static final class Reading {
    private final Remembering bytes;
    private final DataInputViewStreamWrapper data;
    private final ClassLoader userCode;
    private final List<SavedValue> values = new ArrayList<>();

    Reading(InputStream file, ClassLoader userCode) {
      bytes = new Remembering(new BufferedInputStream(file));
      data = new DataInputViewStreamWrapper(bytes);
      this.userCode = userCode;
    }

    Optional<TypeSerializerSnapshot<?>> keys() {
      bytes.forget();
      try {
        TypeSerializerSnapshot<?> keys =
            TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(data, userCode);
        kryo().ifPresent(type -> values.add(new SavedValue(KEYS, Optional.of(type), none())));
        return Optional.of(keys);
      } catch (IOException | RuntimeException | LinkageError e) {
        values.add(new SavedValue(KEYS, kryo(), Optional.of(Refused.inWords(e))));
        return Optional.empty();
      }
    }

    /**
     * Whether all of them could be read.
     *
     * @throws IOException if there are no more where some should be
     */
    boolean values() throws IOException {
      StateMetaInfoReader reader =
          StateMetaInfoSnapshotReadersWriters.getReader(
              StateMetaInfoSnapshotReadersWriters.CURRENT_STATE_META_INFO_SNAPSHOT_VERSION);
      int count = data.readShort();
      for (int i = 0; i < count; i++) {
        bytes.forget();
        try {
          String name = reader.readStateMetaInfoSnapshot(data, userCode).getName();
          values.add(new SavedValue(name, kryo(), none()));
        } catch (IOException | RuntimeException | LinkageError e) {
          // its name comes first; where the next one begins cannot be known
          values.add(new SavedValue(name(), kryo(), Optional.of(Refused.inWords(e))));
          return false;
        }
      }
      return true;
    }

    private String name() throws IOException {
      return new DataInputStream(new ByteArrayInputStream(bytes.remembered())).readUTF();
    }

    /**
     * The type that Kryo writes. Each serializer names itself and its parts by class, whatever they
     * are part of; after the name of Kryo's come a version and the type's name.
     */
    private Optional<String> kryo() {
      byte[] read = bytes.remembered();
      for (int at = 0; at + KRYO.length <= read.length; at++) {
        if (Arrays.equals(read, at, at + KRYO.length, KRYO, 0, KRYO.length)) {
          return Optional.of(typeAfter(read, at + KRYO.length + Integer.BYTES));
        }
      }
      return none();
    }

    private static String typeAfter(byte[] read, int at) {
      try {
        return new DataInputStream(new ByteArrayInputStream(read, at, read.length - at)).readUTF();
      } catch (IOException | IndexOutOfBoundsException e) {
        return "a type that cannot be told";
      }
    }

    private static Optional<String> none() {
      return Optional.empty();
    }
  }

  /** Keeps what is read through it. */
  private static final class Remembering extends FilterInputStream {
    private final ByteArrayOutputStream remembered = new ByteArrayOutputStream();

    Remembering(InputStream in) {
      super(in);
    }

    void forget() {
      remembered.reset();
    }

    byte[] remembered() {
      return remembered.toByteArray();
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        remembered.write(read);
      }
      return read;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int read = super.read(into, at, length);
      if (read > 0) {
        remembered.write(into, at, read);
      }
      return read;
    }
  }
}
