package dev.drey.agent.trial;

import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * In the place of a source: reads the state of its readers and of its enumerator with its own
 * serializers, and never asks it for a reader or an enumerator, which are what connects.
 */
final class SilentSource<T, SplitT extends SourceSplit, StateT>
    implements Source<T, SplitT, StateT> {
  private static final long serialVersionUID = 1;

  private final Source<T, SplitT, StateT> real;

  SilentSource(Source<T, SplitT, StateT> real) {
    this.real = real;
  }

  /** Whatever the real one is: the end of its input would set off everything that waits for it. */
  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<T, SplitT> createReader(SourceReaderContext context) {
    return new SilentReader<>();
  }

  @Override
  public SplitEnumerator<SplitT, StateT> createEnumerator(SplitEnumeratorContext<SplitT> context) {
    return new SilentEnumerator<>();
  }

  @Override
  public SplitEnumerator<SplitT, StateT> restoreEnumerator(
      SplitEnumeratorContext<SplitT> context, StateT state) {
    return new SilentEnumerator<>();
  }

  @Override
  public SimpleVersionedSerializer<SplitT> getSplitSerializer() {
    return real.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<StateT> getEnumeratorCheckpointSerializer() {
    return real.getEnumeratorCheckpointSerializer();
  }

  private static final class SilentEnumerator<SplitT extends SourceSplit, StateT>
      implements SplitEnumerator<SplitT, StateT> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<SplitT> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public StateT snapshotState(long checkpoint) {
      throw new IllegalStateException("nothing is saved here");
    }

    @Override
    public void close() {}
  }
}
