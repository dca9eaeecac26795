package dev.drey.sdk.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
public final class ParquetRows {
  private ParquetRows() {}

  /** The rows of a file with this content. */
  public static List<Group> of(byte[] content) throws IOException {
    List<Group> rows = new ArrayList<>();
    try (var reader = ParquetFileReader.open(new Bytes(content))) {
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
      var at = new At(content);
      return new DelegatingSeekableInputStream(at) {
        @Override
        public long getPos() {
          return at.position();
        }

        @Override
        public void seek(long position) {
          at.position(position);
        }
      };
    }
  }

  private static final class At extends ByteArrayInputStream {
    At(byte[] content) {
      super(content);
    }

    long position() {
      return pos;
    }

    void position(long position) {
      pos = Math.toIntExact(position);
    }
  }
}
