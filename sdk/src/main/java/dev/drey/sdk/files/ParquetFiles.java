package dev.drey.sdk.files;

import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Makes the writers of Parquet files; apart, so that nobody needs Parquet who does not write it.
 */
final class ParquetFiles {
  private ParquetFiles() {}

  static <T extends Record> ParquetWriterFactory<T> of(Class<T> type) {
    RecordColumns.of(type); // what cannot be a column is told before the job starts
    return new ParquetWriterFactory<>(
        out -> new Builder<>(out, type).withCompressionCodec(CompressionCodecName.GZIP).build());
  }

  private static final class Builder<T extends Record>
      extends ParquetWriter.Builder<T, Builder<T>> {
    private final Class<T> type;

    Builder(OutputFile out, Class<T> type) {
      super(out);
      this.type = type;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new RecordWriting<>(RecordColumns.of(type));
    }
  }
}
