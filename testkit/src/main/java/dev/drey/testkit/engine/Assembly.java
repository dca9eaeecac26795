package dev.drey.testkit.engine;

import dev.drey.testkit.line.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfoImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.core.memory.ManagedMemoryUseCase;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SubTaskInitializationMetricsBuilder;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.memory.MemoryManager;
import org.apache.flink.runtime.memory.SharedResources;
import org.apache.flink.streaming.api.graph.StreamConfig;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactoryUtil;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializerImpl;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.apache.flink.streaming.runtime.partitioner.RescalePartitioner;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.SimpleUserCodeClassLoader;

/** Puts the subtasks of a run together and connects them, as Flink's scheduler and tasks would. */
final class Assembly {
  private static final int MEMORY = 256 << 20;
  private static final int PAGE = 32 << 10;

  private final Topology topology;
  private final Setup setup;
  private final Surroundings job;
  private final TestClock clock;
  private final Chances chances;
  private final Recordings recordings;
  private final Map<Integer, List<Subtask>> subtasks = new HashMap<>();
  private final Map<Integer, List<SourceSubtask>> sources = new HashMap<>();
  private final Map<Integer, Feed> feeds = new HashMap<>();
  private final Map<Integer, List<Outlet>> outlets = new HashMap<>();
  private final Map<Integer, List<List<Inlet>>> inlets = new HashMap<>();
  private final List<Channel> waiting = new ArrayList<>();

  Assembly(
      Topology topology, Setup setup, Recordings recordings, TestClock clock, Chances chances) {
    this.topology = topology;
    this.setup = setup;
    this.recordings = recordings;
    this.clock = clock;
    this.chances = chances;
    StreamGraph graph = topology.graph();
    JobID id = new JobID();
    this.job =
        new Surroundings(
            id,
            new JobInfoImpl(id, graph.getJobName()),
            graph.getExecutionConfig(),
            configuration(graph, setup.stateBackend()),
            new MetricBook(id, graph.getJobName()),
            MemoryManager.create(MEMORY, PAGE),
            new SharedResources(),
            new Machine(new Configuration()),
            SimpleUserCodeClassLoader.create(Thread.currentThread().getContextClassLoader()));
  }

  /** The job's own, but for where state lies: the test says that, and no file system is touched. */
  private static Configuration configuration(StreamGraph graph, String stateBackend) {
    var configuration = new Configuration(graph.getJobConfiguration());
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    configuration.removeConfig(CheckpointingOptions.SAVEPOINT_DIRECTORY);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
    configuration.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, false);
    configuration.set(StateBackendOptions.STATE_BACKEND, stateBackend);
    return configuration;
  }

  MetricBook metrics() {
    return job.metrics();
  }

  Map<Integer, List<Subtask>> subtasks() {
    return subtasks;
  }

  Map<Integer, List<SourceSubtask>> sources() {
    return sources;
  }

  Map<Integer, Feed> feeds() {
    return feeds;
  }

  List<Channel> waiting() {
    return waiting;
  }

  /** Makes everything and opens nothing. */
  void assemble() throws Exception {
    for (Node node : topology.nodes()) {
      switch (node.role()) {
        case OPERATOR -> addOperator(node);
        case SOURCE -> addSource(node);
        case CAPTURED_SINK -> addCapture(node);
      }
    }
    for (Node node : topology.nodes()) {
      for (StreamEdge edge : topology.outEdges(node)) {
        connect(node, edge, topology.node(edge.getTargetId()).orElseThrow());
      }
    }
  }

  private void addOperator(Node node) throws Exception {
    StreamConfig config = config(node);
    List<Optional<OperatorSubtaskState>> states =
        setup
            .start()
            .flatMap(start -> Optional.ofNullable(start.operators().get(node.id())))
            .map(state -> Redistribution.of(state, node))
            .orElseGet(List::of);
    List<Subtask> made = new ArrayList<>();
    for (int i = 0; i < node.parallelism(); i++) {
      Optional<OperatorSubtaskState> state = states.isEmpty() ? Optional.empty() : states.get(i);
      made.add(subtask(node, i, config, state));
    }
    subtasks.put(node.stream().getId(), made);
    outlets.put(node.stream().getId(), made.stream().map(Subtask::outlet).toList());
  }

  private Subtask subtask(
      Node node, int index, StreamConfig config, Optional<OperatorSubtaskState> start)
      throws Exception {
    var timers = new SubtaskTimers(clock);
    var state = new RestoredState(start, setup.start().map(Snapshot::id).orElse(0L));
    var environment = new LightEnvironment(job, node, index, config.getConfiguration(), state);
    var task =
        new LightTask<Object>(
            environment, timers, new PatientMailbox(node.label(), setup.patience()));
    String where = node.label() + ", subtask " + index + " of " + node.parallelism();
    var io = Line.metrics(environment.getMetricGroup(), node.id(), node.name()).getIOMetricGroup();
    var outlet = new Outlet(index, recordings.of(node), io.getNumRecordsOutCounter());
    StreamOperator<?> operator = null;
    try {
      StreamOperatorFactory<Object> factory =
          config.getStreamOperatorFactory(Thread.currentThread().getContextClassLoader());
      Tuple2<? extends StreamOperator<Object>, ?> created =
          StreamOperatorFactoryUtil.createOperator(
              factory, task, config, outlet, new NoCoordinator(node.label()));
      operator = created.f0;
    } catch (Exception e) {
      InOperator.note(e, where);
      throw e;
    }
    var view =
        new StateView(
            new StreamTaskStateInitializerImpl(
                environment,
                task.backend(),
                new SubTaskInitializationMetricsBuilder(0),
                clock::absoluteTimeMillis,
                task.timeServices(),
                () -> false));
    return new Subtask(
        where,
        environment,
        task,
        operator,
        io.getNumRecordsInCounter(),
        outlet,
        timers,
        view,
        setup.scripted());
  }

  /**
   * What {@code StreamingJobGraphGenerator} writes for an operator; serialized here, so that each
   * subtask gets its own copy.
   */
  private StreamConfig config(Node node) {
    StreamGraph graph = topology.graph();
    var config = new StreamConfig(new Configuration());
    config.setVertexID(node.stream().getId());
    config.setOperatorID(node.id());
    config.setOperatorName(node.name());
    config.setChainIndex(0);
    config.setupNetworkInputs(node.stream().getTypeSerializersIn());
    config.setTypeSerializerOut(node.stream().getTypeSerializerOut());
    for (StreamEdge edge : topology.outEdges(node)) {
      if (edge.getOutputTag() != null) {
        config.setTypeSerializerSideOut(
            edge.getOutputTag(), recordings.serializer(edge.getOutputTag()));
      }
    }
    config.setStreamOperatorFactory(node.stream().getOperatorFactory());
    config.setTimerServiceProvider(graph.getTimerServiceProvider());
    Line.tellOfJob(config, graph);
    for (int i = 0; i < node.stream().getStatePartitioners().length; i++) {
      config.setStatePartitioner(i, node.stream().getStatePartitioners()[i]);
    }
    config.setStateKeySerializer(node.stream().getStateKeySerializer());
    for (ManagedMemoryUseCase use : ManagedMemoryUseCase.values()) {
      config.setManagedMemoryFractionOperatorOfUseCase(use, 0.2);
    }
    try {
      config.serializeAllConfigs();
    } catch (RuntimeException e) {
      InOperator.note(e, node.label());
      throw e;
    }
    return config;
  }

  private void addSource(Node node) {
    int id = node.stream().getId();
    var feed =
        new Feed(
            setup.feeds().get(id),
            setup
                .start()
                .flatMap(start -> Optional.ofNullable(start.positions().get(node.id())))
                .orElseGet(java.util.BitSet::new));
    feeds.put(id, feed);
    List<List<Feed.Numbered>> dealt = feed.dealt(node.parallelism());
    List<SourceSubtask> made = new ArrayList<>();
    List<Outlet> out = new ArrayList<>();
    for (int i = 0; i < node.parallelism(); i++) {
      var metrics =
          Line.metrics(
              job.metrics().task(ExecutionAttemptID.randomId(), node.name()),
              node.id(),
              node.name());
      var outlet =
          new Outlet(i, recordings.of(node), metrics.getIOMetricGroup().getNumRecordsOutCounter());
      out.add(outlet);
      made.add(
          new SourceSubtask(
              node.label(),
              outlet,
              clock,
              feed,
              dealt.get(i),
              topology.built().strategy(id),
              metrics));
    }
    sources.put(id, made);
    outlets.put(id, out);
  }

  private void addCapture(Node node) {
    List<List<Inlet>> each = new ArrayList<>();
    for (int i = 0; i < node.parallelism(); i++) {
      each.add(List.of(new Capture(recordings.captured(node), node, i).inlet()));
    }
    inlets.put(node.stream().getId(), each);
  }

  private void connect(Node from, StreamEdge edge, Node to) {
    List<Outlet> senders = outlets.get(from.stream().getId());
    int input = Math.max(0, edge.getTypeNumber() - 1);
    boolean pointwise =
        edge.getPartitioner() instanceof ForwardPartitioner
            || edge.getPartitioner() instanceof RescalePartitioner;
    boolean waits =
        setup.order().isPresent() && !(edge.getPartitioner() instanceof ForwardPartitioner);
    for (int sender = 0; sender < from.parallelism(); sender++) {
      List<Channel> channels = new ArrayList<>();
      for (int receiver = 0; receiver < to.parallelism(); receiver++) {
        if (!pointwise || meets(sender, from.parallelism(), receiver, to.parallelism())) {
          channels.add(new Channel(inlet(to, receiver, input), waits));
        }
      }
      if (waits) {
        waiting.addAll(channels);
      }
      Optional<OutputTag<?>> tag = Optional.ofNullable(edge.getOutputTag());
      senders.get(sender).addRoute(tag, new Route(edge, channels, to.maxParallelism(), chances));
    }
  }

  private Inlet inlet(Node node, int subtask, int input) {
    int id = node.stream().getId();
    return node.role() == Node.Role.CAPTURED_SINK
        ? inlets.get(id).get(subtask).get(0)
        : subtasks.get(id).get(subtask).inlet(input);
  }

  /** Which subtasks a pointwise edge connects, as Flink computes it. */
  private static boolean meets(int sender, int senders, int receiver, int receivers) {
    if (senders >= receivers) {
      return sender >= receiver * senders / receivers
          && sender < (receiver + 1) * senders / receivers;
    }
    return sender == receiver * senders / receivers;
  }

  @SuppressWarnings("unchecked") // the graph knows serializers without their types
  static TypeSerializer<Object> typed(TypeSerializer<?> serializer) {
    return (TypeSerializer<Object>) serializer;
  }
}
