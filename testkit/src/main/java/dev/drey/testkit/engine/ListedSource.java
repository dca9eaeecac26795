package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source on a mini cluster that emits what the test gave. Each reader takes its share by itself:
 * there are no splits.
 */
final class ListedSource<T> implements Source<T, ListedSource.NoSplit, String> {
  private static final long serialVersionUID = 1;

  private final Standings.Place place;

  ListedSource(Standings.Place place) {
    this.place = place;
  }

  /** There are none, but a source has to say of what type. */
  record NoSplit() implements SourceSplit {
    @Override
    public String splitId() {
      return "";
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    var feed = new Feed(place.steps(), new java.util.BitSet());
    return new Reader<>(
        feed.dealt(context.currentParallelism()).get(context.getIndexOfSubtask()).iterator());
  }

  private record Reader<T>(Iterator<Feed.Numbered> steps) implements SourceReader<T, NoSplit> {
    @Override
    @SuppressWarnings("unchecked") // the test gave elements of the source's type
    public InputStatus pollNext(ReaderOutput<T> output) {
      if (!steps.hasNext()) {
        return InputStatus.END_OF_INPUT;
      }
      Feed.Step step = steps.next().step();
      if (step instanceof Feed.Element element) {
        T value = (T) element.value();
        if (element.timestamp() == null) {
          output.collect(value);
        } else {
          output.collect(value, element.timestamp());
        }
      } else if (step instanceof Feed.Mark mark) {
        output.emitWatermark(new Watermark(mark.timestamp()));
      } else if (step instanceof Feed.Idle) {
        output.markIdle();
      } else {
        throw new Unsupported("processing time of a mini cluster does not follow a test");
      }
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public void start() {}

    @Override
    public List<NoSplit> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void addSplits(List<NoSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  @Override
  public SplitEnumerator<NoSplit, String> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new NoSplits();
  }

  @Override
  public SplitEnumerator<NoSplit, String> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, String checkpoint) {
    return new NoSplits();
  }

  private record NoSplits() implements SplitEnumerator<NoSplit, String> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public String snapshotState(long checkpointId) {
      return "";
    }

    @Override
    public void close() {}
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new Empty<>(new NoSplit());
  }

  @Override
  public SimpleVersionedSerializer<String> getEnumeratorCheckpointSerializer() {
    return new Empty<>("");
  }

  private record Empty<V>(V value) implements SimpleVersionedSerializer<V> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(V same) throws IOException {
      return new byte[0];
    }

    @Override
    public V deserialize(int version, byte[] serialized) throws IOException {
      return value;
    }
  }
}
