package dev.drey.sdk;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What a record of a topic or stream was read into, with its bytes as they came: whatever turns out
 * to be wrong with it, a dead letter is the record itself. Validation takes the value out.
 *
 * @param value what it was read into; null where it could not be read
 * @param raw its bytes
 * @param <T> values
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Received<T>(T value, byte[] raw) {

  /**
   * A record that is no such value.
   *
   * @param raw its bytes
   * @param <T> values
   * @return what was received
   */
  public static <T> Received<T> unreadable(byte[] raw) {
    return new Received<>(null, raw);
  }

  /**
   * Whether there is a value.
   *
   * @return false for {@link #unreadable}
   */
  public boolean isReadable() {
    return value != null;
  }

  /** How records are read; travels with the source. */
  public interface Reader<T> extends Serializable {
    /** Prepares a subtask. */
    void open();

    /**
     * Reads a record.
     *
     * @param bytes its data
     * @return its value
     * @throws IOException if it is none
     */
    T read(byte[] bytes) throws IOException;
  }

  /**
   * What a source reads with. A record without data is passed over.
   *
   * @param type the values' class; Flink must know how to keep it
   * @param reader reads them
   * @param <T> values
   * @return the schema
   */
  public static <T> DeserializationSchema<Received<T>> schema(Class<T> type, Reader<T> reader) {
    return new ReceivedSchema<>(type, reader);
  }

  /**
   * How what is received travels.
   *
   * @param value the type of the values
   * @param <T> values
   * @return the type
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no generic type
  public static <T> TypeInformation<Received<T>> type(TypeInformation<T> value) {
    return (TypeInformation)
        Types.POJO(
            Received.class, Map.of("value", value, "raw", Types.PRIMITIVE_ARRAY(Types.BYTE)));
  }
}
