package dev.drey.testkit.engine;

import dev.drey.testkit.line.WatchedState;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManagerImpl;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorStateContext;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializer;

/** Gives an operator its state, and keeps hold of it, so that a test can look into it. */
final class StateView extends WatchedState {
  /** Enough for any test, and an error, not a memory full, for a mistake. */
  private static final int MOST_BYTES = 256 << 20;

  private static final CheckpointOptions OPTIONS =
      CheckpointOptions.forCheckpointWithDefaultLocation();

  private CheckpointableKeyedStateBackend<?> keyed;
  private OperatorStateBackend notKeyed;
  private InternalTimeServiceManager<?> timers;

  StateView(StreamTaskStateInitializer flinks) {
    super(flinks);
  }

  @Override
  protected void opened(StreamOperatorStateContext context) {
    keyed = context.keyedStateBackend();
    notKeyed = context.operatorStateBackend();
    timers = context.internalTimerServiceManager();
  }

  /** Serializes what is kept as objects, which RocksDB does at each access by itself. */
  void proveObjects() throws Exception {
    if (keyed instanceof HeapKeyedStateBackend<?> heap) {
      new HeapEntries(heap).serialize();
    }
    if (notKeyed != null) {
      proveNotKeyed(new MemCheckpointStreamFactory(MOST_BYTES));
    }
  }

  /** Serializes everything, as a checkpoint would, and throws the bytes away. */
  void prove() throws Exception {
    var nowhere = new MemCheckpointStreamFactory(MOST_BYTES);
    if (keyed != null) {
      run(keyed.snapshot(Long.MAX_VALUE, 0, nowhere, OPTIONS));
    }
    if (notKeyed != null) {
      proveNotKeyed(nowhere);
    }
  }

  private void proveNotKeyed(MemCheckpointStreamFactory nowhere) throws Exception {
    run(notKeyed.snapshot(Long.MAX_VALUE, 0, nowhere, OPTIONS));
  }

  private static void run(RunnableFuture<?> snapshot) throws Exception {
    snapshot.run();
    snapshot.get();
  }

  /** The keyed states by name; empty for an operator without a key. */
  Map<String, Object> keyedStates() {
    Map<String, Object> states = new TreeMap<>();
    if (keyed instanceof AbstractKeyedStateBackend<?> backend) {
      ((Map<?, ?>) Reach.read(AbstractKeyedStateBackend.class, "keyValueStatesByName", backend))
          .forEach((name, state) -> states.put((String) name, state));
    }
    return states;
  }

  /** List and broadcast states by name. */
  Map<String, Object> operatorStates() {
    Map<String, Object> states = new TreeMap<>();
    for (String field : new String[] {"registeredOperatorStates", "registeredBroadcastStates"}) {
      ((Map<?, ?>) Reach.read(DefaultOperatorStateBackend.class, field, notKeyed))
          .forEach((name, state) -> states.put((String) name, state));
    }
    return states;
  }

  @SuppressWarnings("unchecked") // a key of another type fails in the backend, as in a job
  CheckpointableKeyedStateBackend<Object> keyed() {
    return (CheckpointableKeyedStateBackend<Object>) keyed;
  }

  /** Every timer service of the operator, by name. */
  @SuppressWarnings("unchecked") // only their times and namespaces are read
  Map<String, InternalTimerService<Object>> timerServices() {
    if (!(timers instanceof InternalTimeServiceManagerImpl<?> known)) {
      return Map.of();
    }
    return (Map<String, InternalTimerService<Object>>)
        Reach.read(InternalTimeServiceManagerImpl.class, "timerServices", known);
  }

  void close() {
    keyed = null;
    notKeyed = null;
    timers = null;
  }
}
