package dev.drey.testkit;

import dev.drey.testkit.engine.StateReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.ValueState;

/**
 * Timers and state of an operator, of all its subtasks together.
 *
 * @param subtasks a reader for each
 */
record InsideOperator(List<StateReader> subtasks) {
  /** One of the two kinds of timers. */
  interface Timers {
    List<Timer> of(StateReader subtask) throws Exception;
  }

  List<Timer> timers(Timers kind) throws Exception {
    List<Timer> all = new ArrayList<>();
    for (StateReader subtask : subtasks) {
      all.addAll(kind.of(subtask));
    }
    all.sort(Comparator.comparingLong(Timer::time));
    return all;
  }

  <V> Optional<V> value(String state, Object key) throws Exception {
    return this.<ValueState<V>, Optional<V>>keyed(
        state, key, value -> Optional.ofNullable(value.value()));
  }

  <V> List<V> list(String state, Object key) throws Exception {
    return this.<ListState<V>, List<V>>keyed(
        state,
        key,
        list -> {
          List<V> all = new ArrayList<>();
          Iterable<V> values = list.get();
          if (values != null) {
            values.forEach(all::add);
          }
          return all;
        });
  }

  <K, V> Map<K, V> map(String state, Object key) throws Exception {
    return this.<MapState<K, V>, Map<K, V>>keyed(
        state,
        key,
        map -> {
          Map<K, V> all = new HashMap<>();
          map.entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
          return all;
        });
  }

  int keys(String state) {
    return subtasks.stream().mapToInt(subtask -> subtask.keys(state).size()).sum();
  }

  /** The same in each subtask. */
  @SuppressWarnings("unchecked") // the caller knows its descriptor
  <K, V> Map<K, V> broadcastState(String state) throws Exception {
    return (Map<K, V>) subtasks.get(0).broadcast(state);
  }

  @SuppressWarnings("unchecked") // the caller knows its descriptor
  <V> List<V> operatorList(String state) throws Exception {
    List<V> all = new ArrayList<>();
    for (StateReader subtask : subtasks) {
      all.addAll((List<V>) subtask.operatorList(state));
    }
    return all;
  }

  private <S extends State, A> A keyed(String state, Object key, StateReader.Use<S, A> question)
      throws Exception {
    for (StateReader subtask : subtasks) {
      if (subtask.owns(key)) {
        return subtask.keyed(state, key, question);
      }
    }
    throw new IllegalStateException("no subtask has the key " + key);
  }
}
