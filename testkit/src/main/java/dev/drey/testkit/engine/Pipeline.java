package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import dev.drey.testkit.Watermarks;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.streaming.api.transformations.TimestampsAndWatermarksTransformation;

/**
 * Catches the stream graph that user code builds, whether that code executes it or not. Before
 * Flink translates the transformations, watermark strategies are wrapped so that watermarks come
 * when the test wants them.
 */
@SuppressWarnings("try") // Flink's class is closeable with any exception
public final class Pipeline extends StreamExecutionEnvironment {
  private final Watermarks watermarks;
  private final Consumer<Transformation<?>> replacing;
  private final Map<Integer, Transformation<?>> known = new LinkedHashMap<>();
  private StreamGraph executed;
  private boolean parallelismIsFixed;

  private Pipeline(
      Configuration configuration, Watermarks watermarks, Consumer<Transformation<?>> replacing) {
    super(configuration);
    this.watermarks = watermarks;
    this.replacing = replacing;
  }

  /** Code that builds a pipeline. */
  @FunctionalInterface
  public interface Builder {
    void build(StreamExecutionEnvironment env) throws Exception;
  }

  /** What Flink made of the code, and the sources with their watermark strategies by node id. */
  public record Built(StreamGraph graph, Map<Integer, SourceTransformation<?, ?, ?>> sources) {
    @SuppressWarnings("unchecked")
    Optional<WatermarkStrategy<Object>> strategy(int node) {
      return Optional.ofNullable(sources.get(node))
          .map(source -> (WatermarkStrategy<Object>) source.getWatermarkStrategy());
    }
  }

  /**
   * Runs the code and takes its stream graph.
   *
   * @param parallelism that the code cannot change; 1, which it can, if there is none
   * @param replacing sees every transformation before it is translated, and may change it
   */
  public static Built build(
      Builder code,
      Configuration configuration,
      Optional<Integer> parallelism,
      Watermarks watermarks,
      Consumer<Transformation<?>> replacing)
      throws Exception {
    var pipeline = new Pipeline(configuration, watermarks, replacing);
    pipeline.setParallelism(parallelism.orElse(1));
    pipeline.parallelismIsFixed = parallelism.isPresent();
    pipeline.asContext(() -> code.build(pipeline));
    pipeline.parallelismIsFixed = false;
    StreamGraph graph = pipeline.executed == null ? pipeline.getStreamGraph() : pipeline.executed;
    Map<Integer, SourceTransformation<?, ?, ?>> sources = new HashMap<>();
    pipeline.known.forEach(
        (id, transformation) -> {
          if (transformation instanceof SourceTransformation<?, ?, ?> source) {
            sources.put(id, source);
          }
        });
    return new Built(graph, sources);
  }

  private interface Code {
    void run() throws Exception;
  }

  /** Code that asks for {@code getExecutionEnvironment()} in this thread gets this one. */
  private void asContext(Code code) throws Exception {
    initializeContextEnvironment(
        settings -> {
          configure(settings);
          return this;
        });
    try {
      code.run();
    } finally {
      resetContextEnvironment();
    }
  }

  @Override
  public StreamExecutionEnvironment setParallelism(int parallelism) {
    return parallelismIsFixed ? this : super.setParallelism(parallelism);
  }

  @Override
  public StreamGraph getStreamGraph(boolean clearTransformations) {
    if (transformations.isEmpty()) {
      throw new IllegalStateException(
          "the code under test builds no pipeline: there is no sink in it");
    }
    List.copyOf(transformations).forEach(this::visit);
    boolean wasFixed = parallelismIsFixed;
    parallelismIsFixed = false; // Flink sets it back and forth while it translates sinks
    try {
      return super.getStreamGraph(clearTransformations);
    } finally {
      parallelismIsFixed = wasFixed;
    }
  }

  private void visit(Transformation<?> transformation) {
    if (known.putIfAbsent(transformation.getId(), transformation) != null) {
      return;
    }
    transformation.getInputs().forEach(this::visit);
    replacing.accept(transformation);
    if (transformation instanceof SourceTransformation<?, ?, ?> source) {
      Reach.write(
          SourceTransformation.class,
          "watermarkStrategy",
          source,
          watermarks.of(source.getWatermarkStrategy()));
    }
    if (transformation instanceof TimestampsAndWatermarksTransformation<?> assigner) {
      Reach.write(
          TimestampsAndWatermarksTransformation.class,
          "watermarkStrategy",
          assigner,
          watermarks.of(assigner.getWatermarkStrategy()));
    }
  }

  @Override
  public JobExecutionResult execute(StreamGraph graph) {
    keep(graph);
    return new JobExecutionResult(new JobID(), 0, Map.of());
  }

  @Override
  public JobClient executeAsync(StreamGraph graph) {
    keep(graph);
    return new NotRunning(new JobID());
  }

  private void keep(StreamGraph graph) {
    if (executed != null) {
      throw new Unsupported(
          "the code under test executes two jobs ('"
              + executed.getJobName()
              + "' and '"
              + graph.getJobName()
              + "'): test them one by one");
    }
    executed = graph;
  }
}
