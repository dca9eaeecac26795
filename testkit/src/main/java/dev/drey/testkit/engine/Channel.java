package dev.drey.testkit.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;

/**
 * The way from one subtask to one input of another. What is sent arrives in order: at once, or,
 * where a test asks for other legal orders, when the scheduler picks this channel.
 */
final class Channel {
  /** The last thing that a channel carries. */
  static final StreamElement END = new End();

  private static final class End extends StreamElement {}

  private final Inlet inlet;
  private final int index;
  private final boolean waits;
  private final Deque<StreamElement> underWay = new ArrayDeque<>();

  Channel(Inlet inlet, boolean waits) {
    this.inlet = inlet;
    this.index = inlet.addChannel();
    this.waits = waits;
  }

  void send(StreamElement element) throws Exception {
    if (waits) {
      underWay.add(element);
    } else {
      inlet.receive(element, index);
    }
  }

  boolean hasMore() {
    return !underWay.isEmpty();
  }

  void deliverNext() throws Exception {
    inlet.receive(underWay.remove(), index);
  }
}
