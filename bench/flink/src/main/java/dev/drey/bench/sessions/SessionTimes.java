package dev.drey.bench.sessions;

import dev.drey.bench.cluster.Cluster;
import dev.drey.bench.sessions.Bids.Outcome;
import dev.drey.bench.sessions.Bids.Session;
import dev.drey.sdk.sessions.Late;
import dev.drey.sdk.sessions.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.util.OutputTag;

/**
 * Sessions of bidders (the shape of Nexmark's query 11) by the SDK's timers and by Flink's session
 * windows, by turns on one mini cluster with two slots and RocksDB, and prints bids a second, a
 * figure a line: name, tab, number. A result that is not what sorting gives ends it.
 */
public final class SessionTimes {
  private static final int SLOTS = 2;
  private static final Duration CHECKPOINTS = Duration.ofSeconds(5);
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(1024);
  private static final OutputTag<Tuple2<Long, Long>> LATE =
      new OutputTag<>("late", Types.TUPLE(Types.LONG, Types.LONG));

  private final MiniCluster cluster;
  private final Path checkpoints;

  private SessionTimes(MiniCluster cluster, Path checkpoints) {
    this.cluster = cluster;
    this.checkpoints = checkpoints;
  }

  /** From bids to sessions; what is late goes to the side output. */
  private interface Cutting {
    SingleOutputStreamOperator<Session> cut(KeyedStream<Tuple2<Long, Long>, Long> bids);
  }

  /** Takes a folder, how many bids, bidders and active bidders there are, and how many rounds. */
  public static void main(String... arguments) throws Exception {
    var bids =
        new Bids(
            Long.parseLong(arguments[1]),
            Long.parseLong(arguments[2]),
            Long.parseLong(arguments[3]));
    try (var cluster = Cluster.start(SLOTS, MANAGED)) {
      var times = new SessionTimes(cluster.flink(), Path.of(arguments[0]));
      var few = new Bids(bids.count() / 5, bids.bidders(), bids.active());
      times.round(few);
      for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
        List<Double> measured = times.round(bids);
        System.out.printf("windows\t%.0f%n", measured.get(0));
        System.out.printf("timers\t%.0f%n", measured.get(1));
      }
      System.out.println("outcome\t" + bids.truth());
    }
    System.exit(0); // threads of Flink's linger for a while
  }

  /** Bids a second by windows and by timers. */
  private List<Double> round(Bids bids) throws Exception {
    Outcome truth = bids.truth();
    return List.of(
        rate(bids, truth, SessionTimes::byWindows), rate(bids, truth, SessionTimes::byTimers));
  }

  private double rate(Bids bids, Outcome truth, Cutting cutting) throws Exception {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings());
    build(environment, bids, cutting);
    long began = System.nanoTime();
    JobExecutionResult result =
        cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
    double seconds = (System.nanoTime() - began) / 1e9;
    var outcome =
        new Outcome(
            result.getAccumulatorResult(Adding.SESSIONS),
            result.getAccumulatorResult(Adding.SUM),
            result.getAccumulatorResult(Adding.LATE));
    if (!outcome.equals(truth)) {
      throw new IllegalStateException(outcome + " instead of " + truth);
    }
    return bids.count() / seconds;
  }

  private Configuration settings() {
    var configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    return configuration;
  }

  private static void build(StreamExecutionEnvironment environment, Bids bids, Cutting cutting) {
    environment.setParallelism(SLOTS);
    environment.enableCheckpointing(CHECKPOINTS.toMillis());
    long half = bids.count() / SLOTS;
    SingleOutputStreamOperator<Session> sessions =
        cutting.cut(
            environment
                .fromSource(
                    new NumberSequenceSource(0, bids.count() - 1),
                    WatermarkStrategy.noWatermarks(),
                    "numbers")
                // Each subtask has one half of the numbers, and every other bid.
                .map(number -> bids.at(number % half * SLOTS + number / half))
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .assignTimestampsAndWatermarks(
                    WatermarkStrategy.<Tuple2<Long, Long>>forBoundedOutOfOrderness(
                            Duration.ofMillis(Bids.DISORDER))
                        .withTimestampAssigner((bid, none) -> bid.f1))
                .keyBy(bid -> bid.f0, Types.LONG));
    sessions
        .map(Adding.ofSessions())
        .returns(TypeInformation.of(Session.class))
        .sinkTo(new DiscardingSink<>());
    sessions
        .getSideOutput(LATE)
        .map(Adding.ofLate())
        .returns(Types.TUPLE(Types.LONG, Types.LONG))
        .sinkTo(new DiscardingSink<>());
  }

  private static SingleOutputStreamOperator<Session> byWindows(
      KeyedStream<Tuple2<Long, Long>, Long> bids) {
    return bids.window(EventTimeSessionWindows.withGap(Duration.ofMillis(Bids.GAP)))
        .sideOutputLateData(LATE)
        .aggregate(new ByWindows.Count(), new ByWindows.Close());
  }

  private static SingleOutputStreamOperator<Session> byTimers(
      KeyedStream<Tuple2<Long, Long>, Long> bids) {
    return bids.process(
        new Sessions<>(
            new ByTimers(), Duration.ofMillis(Bids.GAP), Late.to("lateBids", LATE, bid -> bid)));
  }
}
