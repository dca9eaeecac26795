package dev.drey.sdk.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** One JSON object a line. */
final class JsonLines<T> implements BulkWriter<T> {
  private static final ObjectWriter JSON = new ObjectMapper().writer();

  private final FSDataOutputStream out;

  JsonLines(FSDataOutputStream out) {
    this.out = out;
  }

  @Override
  public void addElement(T element) throws IOException {
    out.write(JSON.writeValueAsBytes(element));
    out.write('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** The stream is the sink's, which closes it. */
  @Override
  public void finish() throws IOException {
    flush();
  }
}
