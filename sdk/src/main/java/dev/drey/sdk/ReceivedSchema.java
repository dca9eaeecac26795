package dev.drey.sdk;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads what it can, and keeps the bytes in any case. */
final class ReceivedSchema<T> implements DeserializationSchema<Received<T>> {
  private static final long serialVersionUID = 1;

  private final Class<T> type;
  private final Received.Reader<T> reader;

  ReceivedSchema(Class<T> type, Received.Reader<T> reader) {
    this.type = type;
    this.reader = reader;
  }

  @Override
  public void open(InitializationContext context) {
    reader.open();
  }

  /** Null is Flink's way to say that there is nothing. */
  @Override
  public Received<T> deserialize(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return new Received<>(reader.read(bytes), bytes);
    } catch (IOException e) {
      return Received.unreadable(bytes);
    }
  }

  @Override
  public boolean isEndOfStream(Received<T> next) {
    return false;
  }

  @Override
  public TypeInformation<Received<T>> getProducedType() {
    return Received.type(TypeInformation.of(type));
  }
}
