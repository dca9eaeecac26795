package dev.drey.testkit;

import dev.drey.testkit.engine.Execution;
import dev.drey.testkit.engine.Feed;
import dev.drey.testkit.engine.Node;
import dev.drey.testkit.engine.Raise;
import dev.drey.testkit.engine.Recording;
import dev.drey.testkit.engine.StateReader;
import dev.drey.testkit.engine.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.OutputTag;

/**
 * A function or operator under test, driven step by step. It is wired with the DataStream API, as
 * in the job itself, so that everything that API takes can be tested: map, flatMap, filter,
 * process, keyed and co-process, broadcast, async I/O, windows.
 *
 * <pre>{@code
 * var sessions = TestOperator.of(Click.class, clicks -> clicks.keyBy(Click::user).process(new Sessions(GAP)));
 *
 * sessions.element(new Click("ann", "/in"), 0).watermark(GAP);
 *
 * assertThat(sessions.output()).containsExactly(new Session("ann", 1));
 * assertThat(sessions.eventTimers()).isEmpty();
 * }</pre>
 *
 * <p>Each step is worked off before its method returns. Every element and all state is serialized,
 * so that what would fail in a task fails here. Exceptions of user code come out as they are. For
 * tests of one thread; {@link #close} is needed only where the function holds something that must
 * be closed, or state lies in RocksDB.
 *
 * @param <L> type of the first input's elements
 * @param <R> type of the second input's elements; {@link Void} if there is only one input
 * @param <O> type of the output's elements
 */
public final class TestOperator<L, R, O> implements AutoCloseable {
  private static final String FIRST = "first input";
  private static final String SECOND = "second input";
  private static final String OUTPUT = "output";

  private final TestJob job;
  private Execution execution;
  private Node first;
  private Optional<Node> second;
  private Node output;
  private Node tested;
  private int taken;
  private final Map<String, Integer> takenFromSide = new HashMap<>();

  private TestOperator(TestJob job) {
    this.job = job;
  }

  /**
   * Something with one input.
   *
   * @param wiring from the input to the output; what is asked about timers, state and metrics is
   *     the last operator in it, unless named by uid
   */
  public static <I, O> TestOperator<I, Void, O> of(
      Class<I> input, Function<DataStream<I>, DataStream<O>> wiring) {
    return of(TypeInformation.of(input), wiring);
  }

  /** Something with one input of a generic type. */
  public static <I, O> TestOperator<I, Void, O> of(
      TypeInformation<I> input, Function<DataStream<I>, DataStream<O>> wiring) {
    return new TestOperator<>(
        TestJob.of(
                env ->
                    wiring
                        .apply(Stub.stream(env, FIRST, input))
                        .sinkTo(new Stub.NoSink<>())
                        .name(OUTPUT))
            .source(FIRST, Input.empty()));
  }

  /** Something with two inputs: connected streams, a join, a broadcast. */
  public static <L, R, O> TestOperator<L, R, O> of(
      Class<L> first,
      Class<R> second,
      BiFunction<DataStream<L>, DataStream<R>, DataStream<O>> wiring) {
    return of(TypeInformation.of(first), TypeInformation.of(second), wiring);
  }

  /** Something with two inputs of generic types. */
  public static <L, R, O> TestOperator<L, R, O> of(
      TypeInformation<L> first,
      TypeInformation<R> second,
      BiFunction<DataStream<L>, DataStream<R>, DataStream<O>> wiring) {
    return new TestOperator<>(
        TestJob.of(
                env ->
                    wiring
                        .apply(Stub.stream(env, FIRST, first), Stub.stream(env, SECOND, second))
                        .sinkTo(new Stub.NoSink<>())
                        .name(OUTPUT))
            .source(FIRST, Input.empty())
            .source(SECOND, Input.empty()));
  }

  /**
   * The same with settings: {@code with(job -> job.rocksDb())}. To be called before the first step.
   */
  public TestOperator<L, R, O> with(Function<TestJob, TestJob> change) {
    if (execution != null) {
      throw new IllegalStateException("settings come before the first step");
    }
    return new TestOperator<>(change.apply(job));
  }

  /** The same, with the state of a snapshot. */
  public TestOperator<L, R, O> from(JobSnapshot snapshot) {
    return with(now -> now.from(snapshot));
  }

  /** An element without a timestamp comes in, at the first input. */
  public TestOperator<L, R, O> element(L element) {
    return push(true, new Feed.Element(element, null, 0));
  }

  /** An element comes in, at the first input, with a timestamp in milliseconds. */
  public TestOperator<L, R, O> element(L element, long timestamp) {
    return push(true, new Feed.Element(element, timestamp, 0));
  }

  /** An element without a timestamp comes in at the second input. */
  public TestOperator<L, R, O> second(R element) {
    return push(false, new Feed.Element(element, null, 0));
  }

  /** An element comes in at the second input, with a timestamp in milliseconds. */
  public TestOperator<L, R, O> second(R element, long timestamp) {
    return push(false, new Feed.Element(element, timestamp, 0));
  }

  /** A watermark in milliseconds comes in, at every input. Event-time timers up to it fire. */
  public TestOperator<L, R, O> watermark(long timestamp) {
    open();
    push(true, new Feed.Mark(timestamp));
    return second.isPresent() ? push(false, new Feed.Mark(timestamp)) : this;
  }

  /** A watermark comes in at the first input only. */
  public TestOperator<L, R, O> firstWatermark(long timestamp) {
    return push(true, new Feed.Mark(timestamp));
  }

  /** A watermark comes in at the second input only. */
  public TestOperator<L, R, O> secondWatermark(long timestamp) {
    return push(false, new Feed.Mark(timestamp));
  }

  /**
   * Processing time goes on to this, in milliseconds since the epoch. Timers that are due fire,
   * each at its own time; state with a time to live ages.
   *
   * @throws IllegalArgumentException if that is in the past
   */
  public TestOperator<L, R, O> processingTime(long millis) {
    return act(() -> execution.advanceProcessingTime(millis));
  }

  /**
   * All inputs end: the last watermark comes, asynchronous calls are waited for, operators finish.
   */
  public TestOperator<L, R, O> end() {
    return act(() -> execution.drain());
  }

  /** What came out since this was last asked. */
  public List<O> output() {
    return records().stream().map(Emitted::value).toList();
  }

  /** What came out since this was last asked, with timestamps. */
  @SuppressWarnings("unchecked") // the wiring says what comes out
  public List<Emitted<O>> records() {
    open();
    List<Recording.Seen> seen =
        execution
            .recording(output, Optional.empty())
            .map(recording -> recording.from(taken))
            .orElseGet(List::of);
    taken += seen.size();
    return seen.stream().map(each -> (Emitted<O>) JobRun.emitted(each, Object.class)).toList();
  }

  /** What came out at a side output since this was last asked. */
  public <S> List<S> sideOutput(OutputTag<S> tag) {
    open();
    int before = takenFromSide.getOrDefault(tag.getId(), 0);
    List<Recording.Seen> seen =
        execution
            .recording(tested, Optional.of(tag.getId()))
            .map(recording -> recording.from(before))
            .orElseGet(List::of);
    takenFromSide.put(tag.getId(), before + seen.size());
    return seen.stream().map(each -> tag.getTypeInfo().getTypeClass().cast(each.value())).toList();
  }

  /** Event-time timers that have not fired, the next one first. */
  public List<Timer> eventTimers() {
    return ask(() -> inside().timers(StateReader::eventTimers));
  }

  /** Processing-time timers that have not fired, the next one first. */
  public List<Timer> processingTimers() {
    return ask(() -> inside().timers(StateReader::processingTimers));
  }

  /**
   * A key's value in a {@code ValueState}, or a reducing or aggregating one.
   *
   * @throws IllegalArgumentException if there is no state of this name; the message has the names
   *     that there are
   */
  public <V> Optional<V> value(String state, Object key) {
    return ask(() -> inside().value(state, key));
  }

  /** A key's elements in a {@code ListState}. */
  public <V> List<V> list(String state, Object key) {
    return ask(() -> inside().list(state, key));
  }

  /** A key's entries in a {@code MapState}. */
  public <K, V> Map<K, V> map(String state, Object key) {
    return ask(() -> inside().map(state, key));
  }

  /** How many keys have something in a keyed state. */
  public int keys(String state) {
    return ask(() -> inside().keys(state));
  }

  /** The entries of a broadcast state. */
  public <K, V> Map<K, V> broadcastState(String state) {
    return ask(() -> inside().broadcastState(state));
  }

  /** The elements of an operator's list state, of all subtasks. */
  public <V> List<V> operatorList(String state) {
    return ask(() -> inside().operatorList(state));
  }

  /** Metrics of the operator. */
  public MetricValues metrics() {
    open();
    return new MetricValues(tested.label(), execution.metrics(tested));
  }

  /** How many elements a window operator has dropped as too late. */
  public long lateDropped() {
    return metrics().counter(MetricValues.LATE_DROPPED);
  }

  /** The state as it is now. The operator goes on. */
  public JobSnapshot snapshot() {
    return ask(() -> new JobSnapshot(execution.snapshot()));
  }

  @Override
  public void close() {
    if (execution != null) {
      execution.close();
    }
  }

  private TestOperator<L, R, O> push(boolean atFirst, Feed.Step step) {
    return act(
        () ->
            execution.push(
                atFirst
                    ? first
                    : second.orElseThrow(
                        () -> new IllegalStateException("there is only one input")),
                step));
  }

  private void open() {
    if (execution != null) {
      return;
    }
    try {
      TestJob scripted = job.watermarks(Watermarks.scripted());
      execution = scripted.open();
      Topology topology = execution.topology();
      first = topology.find(FIRST);
      second =
          topology.nodes().stream().filter(node -> node.shownName().equals(SECOND)).findFirst();
      output = topology.find(OUTPUT);
      tested = topology.feeding(output);
    } catch (Exception e) {
      throw Raise.as(e);
    }
  }

  private interface Question<A> {
    A ask() throws Exception;
  }

  private interface Act {
    void run() throws Exception;
  }

  private TestOperator<L, R, O> act(Act act) {
    ask(
        () -> {
          act.run();
          return this;
        });
    return this;
  }

  private <A> A ask(Question<A> question) {
    open();
    try {
      return question.ask();
    } catch (Exception e) {
      throw Raise.as(e);
    }
  }

  private InsideOperator inside() {
    return new InsideOperator(execution.state(tested));
  }
}
