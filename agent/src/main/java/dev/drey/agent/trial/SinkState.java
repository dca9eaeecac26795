package dev.drey.agent.trial;

import java.io.Serializable;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.util.SimpleVersionedListState;
import org.apache.flink.streaming.runtime.operators.sink.committables.CommittableCollectorSerializer;

/** Reads what a sink saved with the serializers of that sink; nothing else of it is ever called. */
enum SinkState {
  /**
   * Of an operator that no sink of Flink's API belongs to: its state needs no other serializers.
   */
  NONE {
    @Override
    void read(Sink<?> sink, AbstractStreamOperator<?> operator, OperatorStateStore store) {}
  },
  WRITER {
    @Override
    void read(Sink<?> sink, AbstractStreamOperator<?> operator, OperatorStateStore store)
        throws Exception {
      if (sink instanceof SupportsWriterState<?, ?> stateful) {
        readAll(store, "writer_raw_states", stateful.getWriterStateSerializer());
      }
    }
  },
  COMMITTER {
    @Override
    void read(Sink<?> sink, AbstractStreamOperator<?> operator, OperatorStateStore store)
        throws Exception {
      if (sink instanceof SupportsCommitter<?> committing) {
        var task = operator.getRuntimeContext().getTaskInfo();
        var metrics = InternalSinkCommitterMetricGroup.wrap(operator.getMetricGroup());
        readAll(
            store,
            "streaming_committer_raw_states",
            new CommittableCollectorSerializer<>(
                committing.getCommittableSerializer(),
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                metrics));
      }
    }
  };

  abstract void read(Sink<?> sink, AbstractStreamOperator<?> operator, OperatorStateStore store)
      throws Exception;

  private static <T> void readAll(
      OperatorStateStore store, String name, SimpleVersionedSerializer<T> serializer)
      throws Exception {
    ListState<byte[]> raw =
        store.getListState(new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE));
    for (T value : new SimpleVersionedListState<>(raw, serializer).get()) {
      if (value == null) {
        throw new IllegalStateException("a value of " + name + " is read as nothing");
      }
    }
  }

  /** Which of a sink's states an operator has, and by which sink it is read. */
  record Of(SinkState state, Sink<?> sink) implements Serializable {
    static final Of NOTHING = new Of(NONE, null);

    void read(AbstractStreamOperator<?> operator, OperatorStateStore store) throws Exception {
      state.read(sink, operator, store);
    }
  }
}
