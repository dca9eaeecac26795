package dev.drey.sdk;

import dev.drey.sdk.settings.PropertyGroups;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** An application's way in: settings, pipeline, execution. What it runs on is the platform's. */
public final class Job {
  private Job() {}

  /**
   * Code that builds the application's pipeline.
   *
   * @param <S> its settings
   */
  @FunctionalInterface
  public interface Pipeline<S> {
    /**
     * Builds it.
     *
     * @param environment to build it in
     * @param settings complete and valid
     */
    void build(StreamExecutionEnvironment environment, S settings);
  }

  /**
   * Reads the settings, builds the pipeline and executes it.
   *
   * @param name of the job
   * @param settings the record that the application's property groups are read into
   * @param pipeline the application
   * @param arguments of {@code main}: none, or a file of property groups
   * @param <S> the settings
   * @throws Exception what Flink says when it cannot be executed
   */
  public static <S extends Record> void run(
      String name, Class<S> settings, Pipeline<S> pipeline, String... arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    prepare(environment);
    pipeline.build(environment, PropertyGroups.ofApplication(arguments).read(settings));
    environment.execute(name);
  }

  /**
   * Refuses types that Flink's own serializers cannot follow over an update, and passes elements
   * inside a chain on without copying them: functions must not change what they were handed.
   *
   * @param environment of the job
   */
  public static void prepare(StreamExecutionEnvironment environment) {
    environment.configure(
        new Configuration()
            .set(PipelineOptions.GENERIC_TYPES, false)
            .set(PipelineOptions.OBJECT_REUSE, true));
  }
}
