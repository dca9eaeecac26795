package dev.drey.sessionize;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a record of the input topic: its value is a line, and one without a value is an end marker
 * for everything up to the record's time stamp. Lines are read here, in the source, because the
 * watermark of each partition needs their times.
 */
final class LineSchema implements KafkaRecordDeserializationSchema<LogLine> {
  private static final long serialVersionUID = 1;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogLine> out) {
    out.collect(
        record.value() == null
            ? LogLine.endMarker(record.timestamp())
            : CombinedFormat.read(record.value()));
  }

  @Override
  public TypeInformation<LogLine> getProducedType() {
    return TypeInformation.of(LogLine.class);
  }
}
