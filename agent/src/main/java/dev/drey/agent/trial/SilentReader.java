package dev.drey.agent.trial;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/** Has nothing to read, for ever. */
final class SilentReader<T, SplitT extends SourceSplit> implements SourceReader<T, SplitT> {
  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) {
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public List<SplitT> snapshotState(long checkpoint) {
    throw new IllegalStateException("nothing is saved here");
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return new CompletableFuture<>();
  }

  @Override
  public void addSplits(List<SplitT> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
