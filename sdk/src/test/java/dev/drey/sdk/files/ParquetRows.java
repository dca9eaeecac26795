package dev.drey.sdk.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.ByteArrayInputStreamWithPos;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/** Reads a file of Parquet without Hadoop's file systems, which are not there. */
final class ParquetRows {
  private ParquetRows() {}

  static List<Group> of(Path file) throws IOException {
    List<Group> rows = new ArrayList<>();
    try (var reader = ParquetFileReader.open(new Bytes(Files.readAllBytes(file)))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      PageReadStore pages = reader.readNextRowGroup();
      while (pages != null) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          rows.add(records.read());
        }
        pages = reader.readNextRowGroup();
      }
    }
    return rows;
  }

  private static final class Bytes implements InputFile {
    private final byte[] content;

    Bytes(byte[] content) {
      this.content = content;
    }

    @Override
    public long getLength() {
      return content.length;
    }

    @Override
    public SeekableInputStream newStream() {
      var bytes = new ByteArrayInputStreamWithPos(content);
      return new DelegatingSeekableInputStream(bytes) {
        @Override
        public long getPos() {
          return bytes.getPosition();
        }

        @Override
        public void seek(long position) {
          bytes.setPosition(Math.toIntExact(position));
        }
      };
    }
  }
}
