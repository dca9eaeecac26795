package dev.drey.sdk.files;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** A record's components as columns of Parquet. */
record RecordColumns(String name, List<Column> all) {

  static RecordColumns of(Class<? extends Record> type) {
    return new RecordColumns(
        type.getSimpleName(), Arrays.stream(type.getRecordComponents()).map(Column::of).toList());
  }

  /** One column: its type, how to read its value of a record, and how to write that. */
  record Column(Type type, Method accessor, BiConsumer<RecordConsumer, Object> writer) {

    static Column of(RecordComponent component) {
      Class<?> type = component.getType();
      if (type == String.class || type.isEnum()) {
        return new Column(
            Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(component.getName()),
            accessible(component),
            (to, value) -> to.addBinary(Binary.fromString(value.toString())));
      }
      if (type == long.class) {
        return required(
            PrimitiveTypeName.INT64, component, (to, value) -> to.addLong((Long) value));
      }
      if (type == int.class) {
        return required(
            PrimitiveTypeName.INT32, component, (to, value) -> to.addInteger((Integer) value));
      }
      if (type == double.class) {
        return required(
            PrimitiveTypeName.DOUBLE, component, (to, value) -> to.addDouble((Double) value));
      }
      if (type == boolean.class) {
        return required(
            PrimitiveTypeName.BOOLEAN, component, (to, value) -> to.addBoolean((Boolean) value));
      }
      throw new IllegalArgumentException("no column of Parquet can hold " + component);
    }

    private static Column required(
        PrimitiveTypeName type,
        RecordComponent component,
        BiConsumer<RecordConsumer, Object> writer) {
      return new Column(
          Types.required(type).named(component.getName()), accessible(component), writer);
    }

    private static Method accessible(RecordComponent component) {
      component.getAccessor().setAccessible(true);
      return component.getAccessor();
    }

    Object of(Record element) {
      try {
        return accessor.invoke(element);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
    }

    void write(Object value, RecordConsumer to) {
      writer.accept(to, value);
    }
  }
}
