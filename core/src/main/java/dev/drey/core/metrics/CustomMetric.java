package dev.drey.core.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A metric that the application registered itself, in a group called {@code kinesisanalytics}.
 * Keyed groups below that are its dimensions, plain ones belong to its name.
 */
record CustomMetric(String name, Map<String, String> dimensions) {
  private static final List<String> GROUPS = List.of("kinesisanalytics", "KinesisAnalytics");

  /** Labels that Flink gives every metric by its place. */
  private static final Set<String> PLACE =
      Set.of(
          "host",
          "tm_id",
          "job_id",
          "job_name",
          "task_id",
          "task_name",
          "task_attempt_id",
          "task_attempt_num",
          "operator_id",
          "operator_name",
          "subtask_index");

  /** Histograms are none: CloudWatch has no place for their parts. */
  static Optional<CustomMetric> of(Sample sample) {
    if (!sample.name().startsWith(Measures.TASK_SCOPE) || sample.labels().containsKey("quantile")) {
      return Optional.empty();
    }
    if (GROUPS.stream().noneMatch(sample.name()::contains)) {
      return Optional.empty(); // nearly all
    }
    List<String> words = Arrays.asList(sample.name().split("_", -1));
    int group = words.stream().filter(GROUPS::contains).map(words::indexOf).findFirst().orElse(-1);
    if (group < 0 || group == words.size() - 1) {
      return Optional.empty();
    }
    Map<String, String> dimensions = new TreeMap<>(sample.labels());
    dimensions.keySet().removeAll(PLACE);
    String name =
        words.subList(group + 1, words.size()).stream()
            .filter(word -> !dimensions.containsKey(word))
            .collect(Collectors.joining("_"));
    return name.isEmpty() ? Optional.empty() : Optional.of(new CustomMetric(name, dimensions));
  }
}
