package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.testkit.engine.Pipeline;
import dev.drey.testkit.line.SourceCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A savepoint of a job on a cluster is where the kit goes on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealSavepointTest {
  private static final TypeHint<Tuple2<String, Long>> COUNT = new TypeHint<>() {};
  private static final CountDownLatch EMITTED = new CountDownLatch(1);

  @TempDir Path folder;

  @SuppressWarnings("deprecation") // the shortest source that waits
  private static void counts(StreamExecutionEnvironment env) {
    env.addSource(new Words())
        .uid("words")
        .map(word -> Tuple2.of(word, 1L))
        .returns(Types.TUPLE(Types.STRING, Types.LONG))
        .keyBy(pair -> pair.f0)
        .sum(1)
        .uid("sums")
        .sinkTo(new DiscardingSink<>())
        .uid("out");
  }

  @Test
  void state_of_a_real_run_is_restored() throws Exception {
    JobSnapshot yesterday;
    try (var running = new SharedMiniCluster.Running()) {
      yesterday = JobSnapshot.ofSavepoint(savepoint(running.cluster()));
    }
    TestJob today = TestJob.of(RealSavepointTest::counts).source("words", "a", "b").from(yesterday);

    assertThat(today.run().output("out", COUNT))
        .containsExactly(Tuple2.of("a", 3L), Tuple2.of("b", 2L));
    assertThat(today.parallelism(3).rocksDb().run().output("out", COUNT))
        .containsExactlyInAnyOrder(Tuple2.of("a", 3L), Tuple2.of("b", 2L));
  }

  private Path savepoint(MiniCluster cluster) throws Exception {
    JobGraph graph =
        Pipeline.build(
                RealSavepointTest::counts,
                new org.apache.flink.configuration.Configuration(),
                Optional.of(2),
                Watermarks.everyRecord(),
                transformation -> {})
            .graph()
            .getJobGraph();
    cluster.submitJob(graph).get();
    assertThat(EMITTED.await(60, TimeUnit.SECONDS)).isTrue();
    allRun(cluster, graph.getJobID());
    String where =
        cluster
            .stopWithSavepoint(
                graph.getJobID(), folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);
    return Path.of(java.net.URI.create(where));
  }

  /** A savepoint is refused until every task runs. */
  private static void allRun(MiniCluster cluster, JobID job) throws Exception {
    long giveUpAt = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (true) {
      List<ExecutionState> states = new ArrayList<>();
      cluster
          .getExecutionGraph(job)
          .get()
          .getAllExecutionVertices()
          .forEach(vertex -> states.add(vertex.getExecutionState()));
      if (states.stream().allMatch(state -> state == ExecutionState.RUNNING)) {
        return;
      }
      assertThat(System.nanoTime()).as("tasks are %s", states).isLessThan(giveUpAt);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** Some words, and then nothing until it is stopped. */
  @SuppressWarnings("deprecation") // the shortest source that waits
  private static final class Words extends SourceCode<String> {
    private volatile boolean running = true;

    @Override
    public void run(SourceContext<String> context) throws Exception {
      synchronized (context.getCheckpointLock()) {
        context.collect("a");
        context.collect("b");
        context.collect("a");
      }
      EMITTED.countDown();
      var stopped = new CountDownLatch(1);
      while (running) {
        boolean unused = stopped.await(1, TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void cancel() {
      running = false;
    }
  }
}
