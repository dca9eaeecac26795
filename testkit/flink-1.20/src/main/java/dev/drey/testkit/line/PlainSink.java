package dev.drey.testkit.line;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink whose writers are made in the way that all lines have. */
public interface PlainSink<T> extends Sink<T> {
  @Override
  SinkWriter<T> createWriter(WriterInitContext context) throws IOException;

  @Override
  @Deprecated
  default SinkWriter<T> createWriter(InitContext context) throws IOException {
    throw new IOException("Flink has another way since 1.19");
  }
}
