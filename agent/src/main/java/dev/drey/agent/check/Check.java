package dev.drey.agent.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/** One check from request to report. */
final class Check {
  /** How far the check has come. */
  enum Stage {
    PREPARING,
    IN_MAIN,
    AFTER_MAIN
  }

  private final CheckRequest request;
  private final Report report;
  private volatile Stage stage = Stage.PREPARING;

  Check(CheckRequest request, Report report) {
    this.request = request;
    this.report = report;
  }

  Stage stage() {
    return stage;
  }

  /** Fills the report; whatever happens is in it afterwards. */
  void run() {
    try {
      Configuration configuration = configuration();
      FileSystem.initialize(
          configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
      check(configuration);
    } catch (Refused refused) {
      report.refused(refused);
    } catch (IOException | RuntimeException | LinkageError e) {
      report.refused(Kind.CHECK_FAILED, "The check itself failed: " + Refused.inWords(e), e);
    }
  }

  private void check(Configuration configuration) throws Refused, IOException {
    try (var program = Program.open(request, configuration)) {
      report.mainClass(program.mainClass());
      stage = Stage.IN_MAIN;
      var pipeline = program.describe();
      stage = Stage.AFTER_MAIN;
      var job = Job.of(pipeline, program.classLoader(), configuration);
      report.job(job);
      if (request.state().isPresent()) {
        compare(job, SavedState.read(request.state().get(), program.classLoader()));
      }
    }
  }

  private void compare(Job job, SavedState state) throws Refused, IOException {
    Map<String, String> names =
        request.previous().isPresent() ? Report.labels(request.previous().get()) : Map.of();
    var comparison = Comparison.of(job.operators(), state);
    var problems =
        new ArrayList<>(
            comparison.problems(
                request.allowNonRestoredState(), id -> Optional.ofNullable(names.get(id))));
    if (state.foreign()) {
      problems.addAll(comparison.unreadable());
    }
    report.state(state, comparison, names, problems);
    if (!problems.isEmpty()) {
      throw new Refused(
          Kind.STATE_MISMATCH,
          "The new version cannot go on from the state at %s: %s."
              .formatted(state.path(), String.join("; ", problems)));
    }
  }

  private Configuration configuration() {
    var configuration = GlobalConfiguration.loadConfiguration(request.configDir().toString());
    request.parallelism().ifPresent(n -> configuration.set(CoreOptions.DEFAULT_PARALLELISM, n));
    request.maxParallelism().ifPresent(n -> configuration.set(PipelineOptions.MAX_PARALLELISM, n));
    return configuration;
  }
}
