package dev.drey.sdk.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.types.Row;

/** How a message's fields lie in a row: their types, and their values. */
final class RowFields {
  private RowFields() {}

  static TypeInformation<Row> type(Descriptor message) {
    return type(message, List.of());
  }

  /** A message inside itself would be a row without end. */
  private static TypeInformation<Row> type(Descriptor message, List<Descriptor> around) {
    if (around.contains(message)) {
      throw new IllegalArgumentException(
          message.getFullName() + " contains itself, and a row cannot");
    }
    List<Descriptor> inside = Stream.concat(around.stream(), Stream.of(message)).toList();
    List<FieldDescriptor> fields = message.getFields();
    return Types.ROW_NAMED(
        fields.stream().map(FieldDescriptor::getName).toArray(String[]::new),
        fields.stream().map(field -> type(field, inside)).toArray(TypeInformation[]::new));
  }

  private static TypeInformation<?> type(FieldDescriptor field, List<Descriptor> around) {
    TypeInformation<?> one = single(field, around);
    return field.isRepeated() ? Types.OBJECT_ARRAY(one) : one;
  }

  private static TypeInformation<?> single(FieldDescriptor field, List<Descriptor> around) {
    return switch (field.getJavaType()) {
      case INT -> Types.INT;
      case LONG -> Types.LONG;
      case FLOAT -> Types.FLOAT;
      case DOUBLE -> Types.DOUBLE;
      case BOOLEAN -> Types.BOOLEAN;
      case STRING, ENUM -> Types.STRING;
      case BYTE_STRING -> Types.PRIMITIVE_ARRAY(Types.BYTE);
      case MESSAGE -> type(field.getMessageType(), around);
    };
  }

  static Row row(Message message) {
    List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
    Row row = new Row(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      row.setField(i, value(message, fields.get(i)));
    }
    return row;
  }

  private static Object value(Message message, FieldDescriptor field) {
    if (field.isRepeated()) {
      return array(field, (List<?>) message.getField(field));
    }
    if (field.hasPresence() && !message.hasField(field)) {
      return null;
    }
    return single(message.getField(field));
  }

  private static Object array(FieldDescriptor field, List<?> values) {
    Object array = Array.newInstance(single(field, List.of()).getTypeClass(), values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, single(values.get(i)));
    }
    return array;
  }

  private static Object single(Object value) {
    if (value instanceof ByteString bytes) {
      return bytes.toByteArray();
    }
    if (value instanceof EnumValueDescriptor constant) {
      return constant.getName();
    }
    return value instanceof Message message ? row(message) : value;
  }
}
