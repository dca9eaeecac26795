package dev.drey.testkit;

import dev.drey.testkit.engine.Execution;
import dev.drey.testkit.engine.Feeds;
import dev.drey.testkit.engine.Pipeline;
import dev.drey.testkit.engine.Raise;
import dev.drey.testkit.engine.Restoring;
import dev.drey.testkit.engine.Setup;
import dev.drey.testkit.engine.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A whole job under test: the unchanged code that builds its pipeline, with sources stubbed and
 * sinks captured. It runs in the test's thread, in one order of events that is the same each time,
 * with Flink's own operators, partitioners, watermark valves, serializers and state backends; only
 * network, cluster and threads are absent.
 *
 * <pre>{@code
 * JobRun run = TestJob.of(env -> Orders.build(env))
 *     .source("orders", Input.of(first, second))
 *     .run();
 * assertThat(run.output("totals", Total.class)).containsExactly(new Total("a", 3));
 * }</pre>
 *
 * <p>Operators are called by their uid, or where that finds nothing, by their name. Sources that
 * are given no input are read if they are bounded. Sinks keep what reaches them and do not run,
 * unless {@link #runSink} says so. A test job is immutable; each method gives another one, so that
 * tests may share a beginning, and run in parallel.
 *
 * <p>What cannot be run here is refused with {@link Unsupported} before anything runs. An exception
 * of user code comes out of {@link #run} as it is, with the operator's name beside it.
 */
public final class TestJob {
  private final Pipeline.Builder code;
  private final JobSettings settings;

  private TestJob(Pipeline.Builder code, JobSettings settings) {
    this.code = code;
    this.settings = settings;
  }

  /** Code that builds a pipeline with an environment. It may execute it, and does not have to. */
  @FunctionalInterface
  public interface JobCode {
    void build(StreamExecutionEnvironment env) throws Exception;
  }

  /** A main method. */
  @FunctionalInterface
  public interface MainMethod {
    void run(String... arguments) throws Exception;
  }

  /** The job that this code builds. It is called anew for each run. */
  public static TestJob of(JobCode code) {
    return new TestJob(code::build, JobSettings.defaults());
  }

  /**
   * The job of a main method that gets its environment by {@code
   * StreamExecutionEnvironment.getExecutionEnvironment()}.
   */
  public static TestJob ofMain(MainMethod main, String... arguments) {
    return new TestJob(env -> main.run(arguments), JobSettings.defaults());
  }

  /**
   * Gives a source its elements; the source itself does not run. The pipeline's watermark strategy
   * stays.
   */
  public <T> TestJob source(String uidOrName, Input<T> input) {
    return with(now -> now.withFeed(uidOrName, input.steps()));
  }

  /** Gives a source its elements, without timestamps. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final <T> TestJob source(String uidOrName, T... elements) {
    return source(uidOrName, Input.of(elements));
  }

  /** Runs a sink for real, writer and committer, instead of capturing what reaches it. */
  public TestJob runSink(String uidOrName) {
    return with(now -> now.withRealSink(uidOrName));
  }

  /**
   * Parallelism of the job, whatever the code says to its environment; an operator with a
   * parallelism of its own keeps it. 1 unless said otherwise.
   */
  public TestJob parallelism(int parallelism) {
    return with(now -> now.withParallelism(parallelism));
  }

  /** A setting of the job. */
  public <V> TestJob set(ConfigOption<V> option, V value) {
    return with(now -> now.withOption(option, value));
  }

  /** When watermarks come; {@link Watermarks#everyRecord()} unless said otherwise. */
  public TestJob watermarks(Watermarks when) {
    return with(now -> now.withWatermarks(when));
  }

  /**
   * State in RocksDB instead of the heap: every access goes through the serializer. {@code
   * flink-statebackend-rocksdb} has to be on the test's class path. About ten times slower.
   */
  public TestJob rocksDb() {
    return with(now -> now.withBackend("rocksdb"));
  }

  /**
   * Another order of events, as legal as the usual one: which source goes on, and which of the
   * elements under way arrives next, is drawn by this seed. The same seed gives the same order.
   * Without one, sources go by turns, and each element goes all the way before the next.
   */
  public TestJob order(long seed) {
    return with(now -> now.withOrder(OptionalLong.of(seed)));
  }

  /** Processing time at the beginning, in milliseconds since the epoch; 0 unless said otherwise. */
  public TestJob processingTime(long millis) {
    return with(now -> now.withProcessingTime(millis));
  }

  /**
   * How long a wait for asynchronous answers, or for a source that is read, may take before the
   * test fails; 30 s unless said otherwise.
   */
  public TestJob patience(Duration patience) {
    return with(now -> now.withPatience(patience));
  }

  /**
   * Starts from a snapshot. Sources that were stubbed in the run it is of, and are given the same
   * input, go on where they were.
   */
  public TestJob from(JobSnapshot snapshot) {
    return with(now -> now.withStart(snapshot));
  }

  /**
   * Leaves state of operators that are not in the pipeline any more, as Flink's option of that name
   * does.
   */
  public TestJob allowNonRestoredState() {
    return with(JobSettings::allowingMissing);
  }

  private TestJob with(UnaryOperator<JobSettings> change) {
    return new TestJob(code, change.apply(settings));
  }

  /**
   * Runs the job until all input is read, ended and worked off, with the last watermark at the end,
   * and with a last checkpoint where the job has checkpointing enabled.
   *
   * @throws RestoreRefused if it does not start from the snapshot it was given
   * @throws Unsupported if it cannot be run here
   */
  public JobRun run() {
    return MiniClusterSwitch.current()
        .map(cluster -> cluster.run(code, settings))
        .orElseGet(() -> runHere(Long.MAX_VALUE));
  }

  /**
   * Runs the job on a mini cluster that the test has already, with the same inputs and captures;
   * {@link OnMiniCluster} does that on one of the kit's. Only what reached captured sinks can be
   * seen.
   */
  public JobRun runOn(MiniCluster cluster) {
    return ClusterRun.of(cluster, code, settings);
  }

  /**
   * Runs the job until its sources have emitted so many elements, takes a snapshot, and stops
   * there.
   *
   * @param elements of all sources together
   * @return with a {@link JobRun#snapshot()}
   */
  public JobRun runUntil(long elements) {
    MiniClusterSwitch.refuse("runUntil(…)");
    return runHere(elements);
  }

  private JobRun runHere(long elements) {
    try {
      Topology topology = topology();
      Setup setup = setup(topology);
      List<Verdict> verdicts = compare(topology, setup);
      try (var execution = new Execution(topology, setup)) {
        open(execution, verdicts);
        if (elements == Long.MAX_VALUE) {
          execution.drain();
          return new JobRun(execution, Optional.empty(), settings.order());
        }
        execution.runUntil(elements);
        return new JobRun(
            execution, Optional.of(new JobSnapshot(execution.snapshot())), settings.order());
      }
    } catch (Exception e) {
      throw Raise.as(e);
    }
  }

  /** For steps one by one. */
  Execution open() throws Exception {
    MiniClusterSwitch.refuse("a test operator");
    Topology topology = topology();
    Setup setup = setup(topology);
    List<Verdict> verdicts = compare(topology, setup);
    var execution = new Execution(topology, setup);
    open(execution, verdicts);
    return execution;
  }

  private List<Verdict> compare(Topology topology, Setup setup) {
    List<Verdict> verdicts =
        setup.start().map(start -> Restoring.compare(topology, start)).orElseGet(List::of);
    if (verdicts.stream().anyMatch(this::refuses)) {
      throw new RestoreRefused(verdicts);
    }
    return verdicts;
  }

  private boolean refuses(Verdict verdict) {
    boolean allowed =
        settings.allowsMissing() && verdict.outcome() == Verdict.Outcome.OPERATOR_MISSING;
    return verdict.isRefusal() && !allowed;
  }

  private void open(Execution execution, List<Verdict> verdicts) throws Exception {
    try {
      execution.open();
    } catch (Exception e) {
      if (verdicts.isEmpty() || Restoring.serializerTrouble(e).isEmpty()) {
        throw e;
      }
      var refused = new RestoreRefused(check(settings.start().orElseThrow()));
      refused.initCause(e);
      throw refused;
    }
  }

  /**
   * Says of each operator what would become of its state if the job were started from a snapshot.
   * Operators are opened with their state, and closed again; no element is read.
   *
   * @return the verdicts, refusals among them
   */
  public List<Verdict> check(JobSnapshot snapshot) {
    try {
      TestJob restoring = from(snapshot);
      Topology topology = restoring.topology();
      return Restoring.check(topology, restoring.setup(topology));
    } catch (Exception e) {
      throw Raise.as(e);
    }
  }

  /**
   * Runs the job in so many different orders, and lets a test look at each result. The first order
   * that breaks fails the test, with the seed in the message; {@link #order} with that seed runs it
   * again.
   *
   * @throws AssertionError if what the test says is not true in one of the orders
   */
  public void inOrders(int orders, Consumer<JobRun> test) {
    MiniClusterSwitch.refuse("inOrders(…)");
    for (long seed = 1; seed <= orders; seed++) {
      try {
        test.accept(order(seed).runHere(Long.MAX_VALUE));
      } catch (Unsupported e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError(
            "order "
                + seed
                + " of "
                + orders
                + " breaks; run it again with order("
                + seed
                + "): "
                + e.getMessage(),
            e);
      }
    }
  }

  Topology topology() throws Exception {
    var built =
        Pipeline.build(
            code,
            settings.configuration(),
            settings.parallelism(),
            settings.watermarks(),
            transformation -> {});
    Topology topology = Topology.of(built, settings.realSinks()::contains);
    settings.realSinks().forEach(topology::find);
    return topology;
  }

  Setup setup(Topology topology) throws Exception {
    return new Setup(
        Feeds.of(
            topology, settings.feeds(), settings.watermarks().areScripted(), settings.patience()),
        settings.order(),
        settings.watermarks().areScripted(),
        settings.backend(),
        settings.processingTime(),
        settings.start().map(JobSnapshot::snapshot),
        settings.patience());
  }
}
