package dev.drey.testkit.engine;

import dev.drey.testkit.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.State;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.internal.InternalKvState;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.util.function.BiConsumerWithException;

/** Reads the state of one subtask by name. Looking changes nothing: the current key is put back. */
public final class StateReader {
  private final Node node;
  private final Subtask subtask;

  StateReader(Node node, Subtask subtask) {
    this.node = node;
    this.subtask = subtask;
  }

  /** Whether records of this key come to this subtask. */
  public boolean owns(Object key) {
    var backend = subtask.state().keyed();
    if (backend == null) {
      throw new IllegalArgumentException(node.label() + " has no keyed state");
    }
    return backend
        .getKeyGroupRange()
        .contains(KeyGroupRangeAssignment.assignToKeyGroup(key, node.maxParallelism()));
  }

  /** Uses a keyed state with a key set. */
  public interface Use<S extends State, R> {
    R of(S state) throws Exception;
  }

  /**
   * Applies something to a keyed state.
   *
   * @throws IllegalArgumentException if there is no such state; the message has the names of those
   *     that are there
   */
  @SuppressWarnings("unchecked") // the caller knows what the operator registered under that name
  public <S extends State, R> R keyed(String name, Object key, Use<S, R> use) throws Exception {
    Map<String, Object> states = subtask.state().keyedStates();
    if (!states.containsKey(name)) {
      throw missing("keyed state", name, states.keySet());
    }
    var state = (InternalKvState<Object, VoidNamespace, ?>) states.get(name);
    if (!VoidNamespaceSerializer.INSTANCE.equals(state.getNamespaceSerializer())) {
      throw new IllegalArgumentException(
          node.label() + " keeps '" + name + "' by window: it is not to be seen by key alone");
    }
    var backend = subtask.state().keyed();
    Object before = backend.getCurrentKey();
    try {
      backend.setCurrentKey(key);
      state.setCurrentNamespace(VoidNamespace.INSTANCE);
      return use.of((S) state);
    } finally {
      if (before != null) {
        backend.setCurrentKey(before);
      }
    }
  }

  /** How many keys have something in a state. */
  public Set<Object> keys(String name) {
    Map<String, Object> states = subtask.state().keyedStates();
    if (!states.containsKey(name)) {
      throw missing("keyed state", name, states.keySet());
    }
    try (var keys = subtask.state().keyed().getKeys(name, VoidNamespace.INSTANCE)) {
      Set<Object> found = new java.util.LinkedHashSet<>();
      keys.forEach(found::add);
      return found;
    }
  }

  /** The elements of a list state that belongs to the operator, not to a key. */
  public List<Object> operatorList(String name) throws Exception {
    List<Object> all = new ArrayList<>();
    ((ListState<?>) operator(name, ListState.class)).get().forEach(all::add);
    return all;
  }

  /** The entries of a broadcast state. */
  public Map<Object, Object> broadcast(String name) throws Exception {
    Map<Object, Object> all = new LinkedHashMap<>();
    ((BroadcastState<?, ?>) operator(name, BroadcastState.class))
        .immutableEntries()
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  private Object operator(String name, Class<?> kind) {
    Map<String, Object> states = subtask.state().operatorStates();
    Object state = states.get(name);
    if (!kind.isInstance(state)) {
      throw missing(kind.getSimpleName(), name, states.keySet());
    }
    return state;
  }

  private IllegalArgumentException missing(String kind, String name, Set<String> present) {
    return new IllegalArgumentException(
        node.label() + " has no " + kind + " '" + name + "'. It has: " + new TreeSet<>(present));
  }

  /** Event-time timers of all keys, the next one first. */
  public List<Timer> eventTimers() throws Exception {
    return timers(InternalTimerService::forEachEventTimeTimer);
  }

  /** Processing-time timers of all keys, the next one first. */
  public List<Timer> processingTimers() throws Exception {
    return timers(InternalTimerService::forEachProcessingTimeTimer);
  }

  private interface Walk {
    void over(
        InternalTimerService<Object> service,
        BiConsumerWithException<Object, Long, Exception> visitor)
        throws Exception;
  }

  private List<Timer> timers(Walk walk) throws Exception {
    List<Timer> found = new ArrayList<>();
    var backend = subtask.state().keyed();
    if (backend == null) {
      return found;
    }
    Object before = backend.getCurrentKey();
    for (InternalTimerService<Object> service : subtask.state().timerServices().values()) {
      walk.over(service, (namespace, time) -> found.add(new Timer(backend.getCurrentKey(), time)));
    }
    if (before != null) {
      backend.setCurrentKey(before);
    }
    found.sort(Comparator.comparingLong(Timer::time));
    return found;
  }
}
