package dev.drey.sdk.files;

import dev.drey.sdk.ElementTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** The folder of an element by its own time, so that it is the same however late it is written. */
final class DateAndHour<T> implements BucketAssigner<T, String> {
  private static final long serialVersionUID = 1;
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

  private final ElementTime<T> time;

  DateAndHour(ElementTime<T> time) {
    this.time = time;
  }

  @Override
  public String getBucketId(T element, Context context) {
    return FOLDER.format(Instant.ofEpochMilli(time.applyAsLong(element)));
  }

  @Override
  public SimpleVersionedSerializer<String> getSerializer() {
    return SimpleVersionedStringSerializer.INSTANCE;
  }
}
