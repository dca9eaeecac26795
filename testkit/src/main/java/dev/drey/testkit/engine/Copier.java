package dev.drey.testkit.engine;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Turns elements into bytes and back, as the network does, so that what cannot be serialized fails
 * here too.
 */
final class Copier {
  private static final int FIRST_SIZE = 128;

  private final TypeSerializer<Object> serializer;
  private final DataOutputSerializer out = new DataOutputSerializer(FIRST_SIZE);
  private final DataInputDeserializer in = new DataInputDeserializer();

  Copier(TypeSerializer<Object> serializer) {
    this.serializer = serializer.duplicate();
  }

  byte[] bytes(Object value) throws IOException {
    out.clear();
    serializer.serialize(value, out);
    return Arrays.copyOf(out.getSharedBuffer(), out.length());
  }

  Object value(byte[] bytes) throws IOException {
    in.setBuffer(bytes);
    Object value = serializer.deserialize(in);
    if (in.available() > 0) {
      throw new IOException(
          "the serializer "
              + serializer.getClass().getName()
              + " left "
              + in.available()
              + " of "
              + bytes.length
              + " bytes unread that it had written");
    }
    return value;
  }

  TypeSerializer<Object> serializer() {
    return serializer;
  }
}
