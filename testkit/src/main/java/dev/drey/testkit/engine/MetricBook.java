package dev.drey.testkit.engine;

import dev.drey.testkit.line.SilentRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerJobMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.scope.ScopeFormats;

/**
 * Keeps every metric of a run under the group it was registered in, also when the operator is
 * closed.
 */
final class MetricBook implements SilentRegistry {
  /** By id, since operators may share a name. */
  private static final ScopeFormats FORMATS =
      ScopeFormats.fromConfig(
          new Configuration()
              .set(MetricOptions.SCOPE_NAMING_OPERATOR, "<operator_id>.<subtask_index>"));

  private final Map<AbstractMetricGroup<?>, Map<String, Metric>> entries = new LinkedHashMap<>();
  private final TaskManagerJobMetricGroup job;

  MetricBook(JobID id, String name) {
    job =
        TaskManagerMetricGroup.createTaskManagerMetricGroup(
                this, "localhost", new ResourceID("testkit"))
            .addJob(id, name);
  }

  TaskMetricGroup task(ExecutionAttemptID attempt, String name) {
    return job.addTask(attempt, name);
  }

  /**
   * Metrics by their name, with the names of groups before it ({@code group.name}), of one
   * operator's group.
   */
  Map<String, List<Metric>> under(AbstractMetricGroup<?> operator) {
    String[] above = operator.getScopeComponents();
    Map<String, List<Metric>> found = new LinkedHashMap<>();
    entries.forEach(
        (group, metrics) -> {
          String[] scope = group.getScopeComponents();
          if (scope.length < above.length || !startsWith(scope, above)) {
            return;
          }
          String prefix = String.join(".", List.of(scope).subList(above.length, scope.length));
          metrics.forEach(
              (name, metric) ->
                  found
                      .computeIfAbsent(
                          prefix.isEmpty() ? name : prefix + "." + name, key -> new ArrayList<>())
                      .add(metric));
        });
    return found;
  }

  private static boolean startsWith(String[] scope, String[] above) {
    for (int i = 0; i < above.length; i++) {
      if (!scope[i].equals(above[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Flink declares it
  public void register(Metric metric, String name, AbstractMetricGroup group) {
    entries.computeIfAbsent(group, key -> new LinkedHashMap<>()).put(name, metric);
  }

  @Override
  @SuppressWarnings("rawtypes") // as Flink declares it
  public void unregister(Metric metric, String name, AbstractMetricGroup group) {}

  @Override
  public char getDelimiter() {
    return '.';
  }

  @Override
  public ScopeFormats getScopeFormats() {
    return FORMATS;
  }
}
