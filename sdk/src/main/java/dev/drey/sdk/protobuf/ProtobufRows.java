package dev.drey.sdk.protobuf;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.types.Row;

/**
 * Reads messages into rows, with what a message looks like known only when the job is built: from a
 * generated class, or from a descriptor file ({@code protoc --include_imports
 * --descriptor_set_out}). It is made by its class name and options alone, so that PyFlink can:
 *
 * <pre>{@code
 * rows = get_gateway().jvm.dev.drey.sdk.protobuf.ProtobufRows(
 *     {"descriptor.file": "clicks.desc", "message.name": "shop.Click"})
 * schema = DeserializationSchema(j_deserialization_schema=rows)
 * }</pre>
 *
 * <p>Fields come in the order of the message, under their names there. Numbers, booleans, text and
 * bytes are what they are called; an unsigned number is the signed one of its bits; enums are text,
 * messages rows, repeated fields arrays, maps arrays of rows with {@code key} and {@code value}.
 * What is not set is its default, or null where the field tells the difference.
 *
 * <p>Options:
 *
 * <ul>
 *   <li>{@code message.class}: a generated class; or
 *   <li>{@code descriptor.file} (a path, or {@code classpath:} and a resource) with {@code
 *       message.name}, its full name;
 *   <li>{@code ignore.unreadable}: {@code true} drops bytes that are no such message, instead of
 *       failing.
 * </ul>
 */
public final class ProtobufRows implements DeserializationSchema<Row> {
  private static final long serialVersionUID = 1;

  private final MessageShape shape;
  private final boolean ignoreUnreadable;

  /**
   * Reads what the options say. The descriptor is read here and travels with the job.
   *
   * @param options see above; an unknown one is refused
   */
  public ProtobufRows(Map<String, String> options) {
    Map<String, String> left = new TreeMap<>(options);
    this.shape = MessageShape.take(left);
    this.ignoreUnreadable = "true".equals(left.remove("ignore.unreadable"));
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("unknown or needless options: " + left.keySet());
    }
  }

  @Override
  public Row deserialize(byte[] bytes) throws IOException {
    try {
      return RowFields.row(DynamicMessage.parseFrom(shape.descriptor(), bytes));
    } catch (InvalidProtocolBufferException e) {
      if (ignoreUnreadable) {
        return null;
      }
      throw new IOException("no message " + shape.name() + " in " + bytes.length + " bytes", e);
    }
  }

  @Override
  public boolean isEndOfStream(Row next) {
    return false;
  }

  @Override
  public TypeInformation<Row> getProducedType() {
    return RowFields.type(shape.descriptor());
  }
}
