package dev.drey.sdk.files;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Hands records to Parquet, column by column. */
final class RecordWriting<T extends Record> extends WriteSupport<T> {
  private final RecordColumns columns;
  private RecordConsumer consumer;

  RecordWriting(RecordColumns columns) {
    this.columns = columns;
  }

  @Override
  public WriteContext init(Configuration configuration) {
    var schema =
        new MessageType(
            columns.name(), columns.all().stream().map(RecordColumns.Column::type).toList());
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer to) {
    consumer = to;
  }

  @Override
  public void write(T element) {
    consumer.startMessage();
    List<RecordColumns.Column> all = columns.all();
    for (int i = 0; i < all.size(); i++) {
      RecordColumns.Column column = all.get(i);
      Object value = column.of(element);
      if (value != null) {
        consumer.startField(column.type().getName(), i);
        column.write(value, consumer);
        consumer.endField(column.type().getName(), i);
      }
    }
    consumer.endMessage();
  }
}
