package dev.drey.testkit.engine;

import dev.drey.testkit.line.Line;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;

/**
 * A run of a pipeline in the thread that calls: one legal order of its events. Begins with {@link
 * #open}; {@link #step} does the next thing; {@link #drain} all that is left.
 */
public final class Execution implements AutoCloseable {
  private static final int MOST_STATE = 256 << 20;

  private final Topology topology;
  private final Setup setup;
  private final Recordings recordings;
  private final TestClock clock;
  private final Chances chances;
  private final Assembly assembly;
  private final List<SourceSubtask> sources = new ArrayList<>();
  private final List<Subtask> inOrder = new ArrayList<>();
  private int turn;
  private long elements;
  private long checkpoint;
  private boolean opened;
  private boolean drained;

  /**
   * @throws Exception of user code: factories of operators run here
   */
  public Execution(Topology topology, Setup setup) throws Exception {
    this.topology = Restoring.adoptMaxParallelism(topology, setup.start());
    this.setup = setup;
    this.recordings = new Recordings(topology.graph().getExecutionConfig());
    this.clock = new TestClock(setup.processingTime());
    this.chances = new Chances(setup.order().orElse(0));
    this.checkpoint = setup.start().map(Snapshot::id).orElse(0L);
    this.assembly = new Assembly(this.topology, setup, recordings, clock, chances);
    assembly.assemble();
    for (Node node : this.topology.nodes()) {
      int id = node.stream().getId();
      sources.addAll(assembly.sources().getOrDefault(id, List.of()));
      inOrder.addAll(assembly.subtasks().getOrDefault(id, List.of()));
    }
  }

  public Topology topology() {
    return topology;
  }

  /** What one operator cannot be opened with. */
  record Failure(Node node, Exception cause) {}

  /** Opens operators, receivers first. */
  public void open() throws Exception {
    opened = true;
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      inOrder.get(i).open();
    }
  }

  /** Opens what can be opened and says what cannot. */
  List<Failure> tryToOpen() {
    opened = true;
    List<Failure> failures = new ArrayList<>();
    for (Node node : topology.nodes()) {
      for (Subtask subtask : of(node)) {
        try {
          subtask.open();
        } catch (Exception e) {
          failures.add(new Failure(node, e));
          break;
        }
      }
    }
    return failures;
  }

  private List<Subtask> of(Node node) {
    return assembly.subtasks().getOrDefault(node.stream().getId(), List.of());
  }

  /**
   * Runs until so many elements have been read from sources, or none is left.
   *
   * @return whether sources have more
   */
  public boolean runUntil(long elementsRead) throws Exception {
    boolean more = true;
    while (more && elements < elementsRead) {
      more = step();
    }
    settle();
    return sources.stream().anyMatch(SourceSubtask::hasMore);
  }

  /**
   * Does the next thing: a source's step, or the delivery of something under way. False if there is
   * nothing to do.
   */
  boolean step() throws Exception {
    List<SourceSubtask> ready = sources.stream().filter(SourceSubtask::hasMore).toList();
    List<Channel> underWay = assembly.waiting().stream().filter(Channel::hasMore).toList();
    if (ready.isEmpty() && underWay.isEmpty()) {
      return false;
    }
    if (setup.order().isEmpty()) {
      read(nextInTurn());
      return true;
    }
    int choice = chances.pick(ready.size() + underWay.size());
    if (choice < ready.size()) {
      read(ready.get(choice));
    } else {
      underWay.get(choice - ready.size()).deliverNext();
    }
    return true;
  }

  private SourceSubtask nextInTurn() {
    while (true) {
      SourceSubtask source = sources.get(turn++ % sources.size());
      if (source.hasMore()) {
        return source;
      }
    }
  }

  private void read(SourceSubtask source) throws Exception {
    if (source.next()) {
      counted();
    }
  }

  /**
   * Lets a source do something that does not stand in its feed: its first subtask emits elements,
   * all of them emit watermarks.
   */
  public void push(Node source, Feed.Step step) throws Exception {
    List<SourceSubtask> subtasks = assembly.sources().get(source.stream().getId());
    if (step instanceof Feed.Element) {
      subtasks.get(0).take(step);
      counted();
    } else {
      for (SourceSubtask subtask : subtasks) {
        subtask.take(step);
      }
    }
    settle();
  }

  private void counted() throws Exception {
    elements++;
    if (Long.bitCount(elements) == 1) {
      proveState(StateView::proveObjects);
    }
  }

  /** Processing time goes on; timers that are due fire. */
  public void advanceProcessingTime(long millis) throws Exception {
    clock.advanceTo(millis);
    settle();
  }

  public long processingTime() {
    return clock.absoluteTimeMillis();
  }

  /** Delivers what is under way. */
  private void settle() throws Exception {
    while (true) {
      List<Channel> underWay = assembly.waiting().stream().filter(Channel::hasMore).toList();
      if (underWay.isEmpty()) {
        for (Subtask subtask : inOrder) {
          subtask.act(() -> {});
        }
        if (assembly.waiting().stream().noneMatch(Channel::hasMore)) {
          return;
        }
      } else {
        underWay.get(chances.pick(underWay.size())).deliverNext();
      }
    }
  }

  /** Reads all that is left, ends all inputs, and lets operators finish. */
  public void drain() throws Exception {
    if (drained) {
      return;
    }
    drained = true;
    boolean more = true;
    while (more) {
      more = step();
    }
    proveState(StateView::prove);
    endSources();
    if (topology.graph().getCheckpointConfig().isCheckpointingEnabled()) {
      snapshot();
    }
  }

  private void endSources() throws Exception {
    while (sources.stream().anyMatch(source -> !source.isEnded())) {
      List<SourceSubtask> left = sources.stream().filter(source -> !source.isEnded()).toList();
      left.get(setup.order().isPresent() ? chances.pick(left.size()) : 0).end();
      if (setup.order().isEmpty()) {
        settle();
      }
    }
    settle();
  }

  private interface Proof {
    void of(StateView state) throws Exception;
  }

  /** Everything in state is serialized now and then, so that what cannot be is found out. */
  private void proveState(Proof proof) throws Exception {
    for (Subtask subtask : inOrder) {
      if (!subtask.isFinished()) {
        subtask.act(() -> proof.of(subtask.state()));
      }
    }
  }

  /**
   * Takes a savepoint in the canonical format and tells operators that it is complete, as stopping
   * with a savepoint does.
   */
  public Snapshot snapshot() throws Exception {
    settle();
    long id = ++checkpoint;
    for (Subtask subtask : inOrder) {
      subtask.act(() -> subtask.operator().prepareSnapshotPreBarrier(id));
      settle();
    }
    Map<OperatorID, OperatorState> states = new HashMap<>();
    Map<OperatorID, String> labels = new HashMap<>();
    Map<OperatorID, BitSet> positions = new HashMap<>();
    for (Node node : topology.nodes()) {
      labels.put(node.id(), node.label());
      Feed feed = assembly.feeds().get(node.stream().getId());
      if (feed != null) {
        positions.put(node.id(), feed.position());
      }
      List<Subtask> subtasks = of(node);
      if (!subtasks.isEmpty()) {
        var state =
            Line.stateOf(
                node.name(),
                node.uid().orElse(null),
                node.id(),
                node.parallelism(),
                node.maxParallelism());
        for (int i = 0; i < subtasks.size(); i++) {
          state.putState(i, save(subtasks.get(i), id));
        }
        states.put(node.id(), state);
      }
    }
    for (Subtask subtask : inOrder) {
      subtask.act(() -> subtask.operator().notifyCheckpointComplete(id));
      settle();
    }
    return new Snapshot(id, states, labels, positions);
  }

  private OperatorSubtaskState save(Subtask subtask, long id) throws Exception {
    var saved = new ArrayList<OperatorSubtaskState>();
    subtask.act(
        () ->
            saved.add(
                Line.finished(
                    subtask
                        .operator()
                        .snapshotState(
                            id,
                            clock.absoluteTimeMillis(),
                            new CheckpointOptions(
                                SavepointType.savepoint(SavepointFormatType.CANONICAL),
                                CheckpointStorageLocationReference.getDefault()),
                            new MemCheckpointStreamFactory(MOST_STATE)))));
    return saved.get(0);
  }

  /** What passed at an operator: what it emitted, or what reached it if it is a captured sink. */
  public Optional<Recording> recording(Node node, Optional<String> tag) {
    return recordings.find(node, tag);
  }

  /** Metrics of all subtasks of an operator by name; inside groups by {@code group.name}. */
  public Map<String, List<Metric>> metrics(Node node) {
    Map<String, List<Metric>> all = new HashMap<>();
    for (Subtask subtask : of(node)) {
      StreamOperator<?> operator = subtask.operator();
      assembly
          .metrics()
          .under((AbstractMetricGroup<?>) operator.getMetricGroup())
          .forEach(
              (name, metrics) ->
                  all.computeIfAbsent(name, key -> new ArrayList<>()).addAll(metrics));
    }
    return all;
  }

  /** State of an operator's subtasks, to look at. */
  public List<StateReader> state(Node node) {
    return of(node).stream().map(subtask -> new StateReader(node, subtask)).toList();
  }

  @Override
  public void close() {
    Exception first = null;
    for (Subtask subtask : inOrder) {
      try {
        subtask.close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    inOrder.clear();
    if (first != null && opened) {
      throw Raise.as(first);
    }
  }
}
