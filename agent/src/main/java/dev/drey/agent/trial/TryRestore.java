package dev.drey.agent.trial;

import dev.drey.agent.check.CheckRequest;
import dev.drey.agent.check.Kind;
import dev.drey.agent.check.Lifetime;
import dev.drey.agent.check.Program;
import dev.drey.agent.check.Refused;
import dev.drey.agent.check.Report;
import dev.drey.agent.log.Prints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.TemporaryClassLoaderContext;

/**
 * Restores saved state whole in a cluster of its own, in a JVM of its own, and ends that. It ends
 * too when its standard input does, so that it does not outlive whoever asked. Exit status 0: the
 * result is written, whatever it says.
 */
public final class TryRestore {
  private static final String USAGE =
      "usage: TryRestore SCRATCH_DIR TASK_MANAGERS SECONDS, and then as for CheckJob:\n"
          + CheckRequest.USAGE;
  private static final int OWN = 3;

  private final Path scratch;
  private final int taskManagers;
  private final Duration patience;
  private final CheckRequest request;
  private final Report report;

  private TryRestore(Path scratch, int taskManagers, Duration patience, CheckRequest request) {
    this.scratch = scratch;
    this.taskManagers = taskManagers;
    this.patience = patience;
    this.request = request;
    this.report = new Report(request.out());
  }

  public static void main(String[] words) throws IOException {
    try {
      var trial =
          new TryRestore(
              Path.of(words[0]),
              Integer.parseInt(words[1]),
              Duration.ofSeconds(Long.parseLong(words[2])),
              CheckRequest.parse(Arrays.copyOfRange(words, OWN, words.length)));
      Lifetime.ofInput();
      Prints.toLog();
      trial.run();
      trial.report.write();
      Lifetime.end(0);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
    }
  }

  private void run() {
    try {
      Configuration application =
          GlobalConfiguration.loadConfiguration(request.configDir().toString());
      FileSystem.initialize(
          application, PluginUtils.createPluginManagerFromRootFolder(application));
      restore(application);
    } catch (Refused refused) {
      report.refused(refused);
    } catch (Exception | LinkageError e) { // whatever a job can cause
      report.refused(Kind.TRIAL_BROKEN_OFF, Failure.inWords(e), e);
    }
  }

  @SuppressWarnings("try") // the context works by being open
  private void restore(Configuration application) throws Exception {
    try (var program = Program.open(request, application);
        var context = TemporaryClassLoaderContext.of(program.classLoader())) {
      if (!(program.describe() instanceof StreamGraph graph)) {
        throw new Refused(Kind.NOT_CUT_OFF, "it is no DataStream program");
      }
      List<String> cutOff = CutOff.from(graph, program.classLoader());
      Configuration settings =
          ScratchSettings.of(application, request.state().orElseThrow(), scratch);
      Files.createDirectories(scratch.resolve("work"));
      JobGraph job =
          program.jobGraph(graph, settings, application.get(CoreOptions.DEFAULT_PARALLELISM));
      settings.setString(
          "execution.state-recovery.ignore-unclaimed-state",
          Boolean.toString(request.allowNonRestoredState()));
      job.setSavepointRestoreSettings(SavepointRestoreSettings.fromConfiguration(settings));
      try (var cluster = ScratchCluster.start(settings, taskManagers, program.classLoader())) {
        report.restored(job.getNumberOfVertices(), cluster.restore(job, patience), cutOff);
      }
    }
  }
}
