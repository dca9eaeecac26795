package dev.drey.sdk.files;

import dev.drey.sdk.ElementTime;
import dev.drey.sdk.Uid;
import java.net.URI;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * A stream written to files exactly once: with each checkpoint the files of the last one are
 * finished and get their names; what has a name is never written to again. They lie in folders by
 * the elements' own time in UTC, {@code date=2015-09-12/hour=07}, which query engines take for
 * partitions.
 *
 * @param uid also the operator's name
 * @param folder in any file system that Flink knows, {@code s3://bucket/prefix} for example
 * @param format how a file is written
 * @param time when an element belongs, in epoch milliseconds
 * @param <T> the stream's elements
 */
public record FileOutput<T>(Uid uid, URI folder, FileFormat<T> format, ElementTime<T> time) {

  /**
   * Adds it to a job.
   *
   * @param stream what is written
   * @return the sink
   */
  public DataStreamSink<T> from(DataStream<T> stream) {
    return stream.sinkTo(sink()).name(uid.value()).uid(uid.value());
  }

  private FileSink<T> sink() {
    return FileSink.forBulkFormat(new Path(folder), format.writers())
        .withBucketAssigner(new DateAndHour<>(time))
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(
            OutputFileConfig.builder()
                .withPartPrefix(uid.value())
                .withPartSuffix(format.suffix())
                .build())
        .build();
  }
}
