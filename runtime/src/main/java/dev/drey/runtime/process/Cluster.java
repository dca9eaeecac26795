package dev.drey.runtime.process;

import dev.drey.core.capacity.ClusterSize;
import dev.drey.core.capacity.JobManagerMemory;
import dev.drey.core.capacity.TaskManagerMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JVMs of one incarnation, as they are started. */
final class Cluster {
  private final FlinkJvms jvms;
  private final DeploymentFolder deployment;
  private final Incarnation incarnation;
  private final Optional<PythonSide> python;
  private final EtcView view;

  /**
   * @param python absent for an application in Java
   */
  Cluster(
      FlinkJvms jvms,
      DeploymentFolder deployment,
      Incarnation incarnation,
      Optional<PythonSide> python,
      EtcView view) {
    this.jvms = jvms;
    this.deployment = deployment;
    this.incarnation = incarnation;
    this.python = python;
    this.view = view;
  }

  JvmStart jobManager(JobManagerMemory memory) {
    List<String> options = options(incarnation.jobManagerLog(), incarnation.jobManager());
    options.add("-Xms" + memory.heap().flag());
    options.add("-Xmx" + memory.heap().flag());
    options.add("-XX:MaxMetaspaceSize=" + memory.metaspace().flag());
    List<String> arguments = new ArrayList<>(List.of(incarnation.conf().toString()));
    python.map(PythonSide::program).ifPresent(arguments::addAll);
    return start(incarnation.jobManager(), FlinkRole.JOBMANAGER, options, arguments);
  }

  JvmStart taskManager(ClusterSize size, int index, int attempt) {
    TaskManagerMemory memory = size.taskManager();
    List<String> options =
        options(
            incarnation.taskManagerLog(index, attempt), incarnation.taskManager(index, attempt));
    options.add("-Xms" + memory.heap().flag());
    options.add("-Xmx" + memory.heap().flag());
    options.add("-XX:MaxDirectMemorySize=" + memory.direct().flag());
    options.add("-XX:MaxMetaspaceSize=" + memory.metaspace().flag());
    List<String> arguments =
        List.of(
            "--configDir",
            incarnation.conf().toString(),
            "-Dtaskmanager.resource-id=taskmanager-" + index + "-" + attempt);
    return start(
        incarnation.taskManager(index, attempt), FlinkRole.TASKMANAGER, options, arguments);
  }

  private List<String> options(Path log, ProcessFiles files) {
    List<String> options = new ArrayList<>();
    options.add(OwnProcess.mark(deployment.id()));
    options.add("-Dlog.file=" + log);
    options.add("-Ddrey.process=" + files.name());
    options.add("-Ddrey.metrics.file=" + files.metrics());
    options.add("-Dlog4j.configurationFile=" + incarnation.logSettings());
    options.add("-Djava.io.tmpdir=" + incarnation.temporary());
    options.add("-XX:ErrorFile=" + incarnation.logs().resolve("jvm-error-%p.log"));
    options.add("-XX:+ExitOnOutOfMemoryError");
    return options;
  }

  private JvmStart start(
      ProcessFiles files, FlinkRole role, List<String> options, List<String> arguments) {
    Optional<Path> redirect =
        view.way() == EtcView.Way.REDIRECT ? Optional.of(deployment.redirect()) : Optional.empty();
    Map<String, String> variables = new HashMap<>();
    variables.put("FLINK_CONF_DIR", incarnation.conf().toString());
    variables.put("FLINK_LIB_DIR", deployment.lib().toString());
    variables.put("FLINK_PLUGINS_DIR", jvms.plugins().toString());
    python.map(it -> it.variables(incarnation.temporary())).ifPresent(variables::putAll);
    List<Path> more = python.map(it -> it.shared().connector()).stream().toList();
    return new JvmStart(
        files,
        deployment.etc(),
        files.directory(),
        variables,
        jvms.command(role, options, redirect, more, arguments));
  }
}
