package dev.drey.testkit.engine;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.StateEntry;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.runtime.state.heap.StateMap;
import org.apache.flink.runtime.state.heap.StateTable;

/**
 * What keyed state on the heap holds. A snapshot goes through every bucket of 128 key groups, most
 * of them empty, for each state, which was two fifths of a short test.
 */
final class HeapEntries {
  private static final int BYTES = 64;

  private final HeapKeyedStateBackend<?> backend;
  private final DataOutputSerializer bytes = new DataOutputSerializer(BYTES);

  HeapEntries(HeapKeyedStateBackend<?> backend) {
    this.backend = backend;
  }

  /** Makes bytes of each, as a snapshot would, and throws them away. */
  void serialize() throws IOException {
    var tables = (Map<?, ?>) Reach.read(HeapKeyedStateBackend.class, "registeredKVStates", backend);
    for (Object table : tables.values()) {
      serialize((StateTable<?, ?, ?>) table);
    }
  }

  private <K, N, S> void serialize(StateTable<K, N, S> table) throws IOException {
    for (int keyGroup : backend.getKeyGroupRange()) {
      StateMap<K, N, S> entries = table.getMapForKeyGroup(keyGroup);
      if (entries.isEmpty()) {
        continue;
      }
      for (StateEntry<K, N, S> entry : entries) {
        bytes.clear();
        table.getKeySerializer().serialize(entry.getKey(), bytes);
        table.getNamespaceSerializer().serialize(entry.getNamespace(), bytes);
        table.getStateSerializer().serialize(entry.getState(), bytes);
      }
    }
  }
}
