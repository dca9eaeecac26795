package dev.drey.sdk.files;

import org.apache.flink.api.common.serialization.BulkWriter;

/**
 * How elements lie in a file.
 *
 * @param suffix of the files' names, with its dot
 * @param writers one for each file
 * @param <T> the elements
 */
public record FileFormat<T>(String suffix, BulkWriter.Factory<T> writers) {

  /**
   * One JSON object a line, by Jackson.
   *
   * @param <T> the elements
   * @return the format
   */
  public static <T> FileFormat<T> json() {
    return new FileFormat<>(".json", JsonLines::new);
  }

  /**
   * Parquet, with a column for each component of a record: text, numbers, booleans and enums. Every
   * column is required but those of text, which are absent where the component is null.
   *
   * @param type the record
   * @param <T> the record
   * @return the format
   */
  public static <T extends Record> FileFormat<T> parquet(Class<T> type) {
    return new FileFormat<>(".parquet", ParquetFiles.of(type));
  }
}
