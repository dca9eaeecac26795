package dev.drey.testkit.engine;

import java.util.List;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.runtime.partitioner.ConfigurableStreamPartitioner;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** One edge of the graph, seen from one subtask: Flink's partitioner chooses the channel. */
final class Route {
  private final List<Channel> channels;
  private final StreamPartitioner<Object> partitioner;
  private final Chances chances;
  private final SerializationDelegate<StreamRecord<Object>> delegate =
      new SerializationDelegate<>(null);

  @SuppressWarnings("unchecked") // an edge does not say of what type it is
  Route(StreamEdge edge, List<Channel> channels, int maxParallelismOfTarget, Chances chances) {
    this.channels = channels;
    this.chances = chances;
    this.partitioner = (StreamPartitioner<Object>) edge.getPartitioner().copy();
    if (partitioner instanceof ConfigurableStreamPartitioner keyGroups) {
      keyGroups.configure(maxParallelismOfTarget);
    }
    partitioner.setup(channels.size());
  }

  void send(StreamRecord<Object> original, Copier copier, byte[] bytes) throws Exception {
    if (partitioner.isBroadcast()) {
      for (Channel channel : channels) {
        channel.send(copy(original, copier, bytes));
      }
      return;
    }
    delegate.setInstance(original);
    int chosen =
        chances.concern(partitioner)
            ? chances.choose(partitioner, channels.size())
            : partitioner.selectChannel(delegate);
    channels.get(chosen).send(copy(original, copier, bytes));
  }

  void toAll(StreamElement element) throws Exception {
    for (Channel channel : channels) {
      channel.send(element);
    }
  }

  private static StreamRecord<Object> copy(
      StreamRecord<Object> original, Copier copier, byte[] bytes) throws Exception {
    Object value = copier.value(bytes);
    return original.hasTimestamp()
        ? new StreamRecord<>(value, original.getTimestamp())
        : new StreamRecord<>(value);
  }
}
