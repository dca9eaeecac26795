package dev.drey.server.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.drey.core.metrics.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the examples for Prometheus and Grafana ask for is what the pages tell. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples"); // from this module
  private static final Pattern METRIC = Pattern.compile("\\b((?:kinesisanalytics|flink)_\\w+)");
  private static final Pattern LABEL = Pattern.compile("[{,]\\s*(\\w+)\\s*[=!]~?=?\\s*\"");

  /** Held against a running server by the distribution's tests. */
  private static final Set<String> OF_FLINK =
      Set.of(
          "flink_jobmanager_job_numberOfCompletedCheckpoints",
          "flink_jobmanager_job_uptime",
          "flink_taskmanager_job_task_busyTimeMsPerSecond",
          "flink_taskmanager_job_task_backPressuredTimeMsPerSecond",
          "flink_taskmanager_job_task_idleTimeMsPerSecond");

  private static final Set<String> LABELS =
      Set.of(
          "account",
          "application",
          "task",
          "operator",
          "parallelism",
          "topic",
          "stream",
          "shard",
          "job");

  @Test
  void rules_and_panels_name_metrics_that_there_are() throws IOException {
    Set<String> told =
        Measures.names().entrySet().stream()
            .map(name -> PrometheusPage.family(name.getKey(), name.getValue()))
            .collect(Collectors.toSet());
    List<String> expressions = expressions();

    assertThat(expressions).hasSizeGreaterThan(25);
    for (String expression : expressions) {
      for (String metric : found(METRIC, expression)) {
        assertThat(metric.startsWith("flink_") ? OF_FLINK : told).as(expression).contains(metric);
      }
      assertThat(LABELS).as(expression).containsAll(found(LABEL, expression));
      assertThat(expression.chars().filter(each -> each == '(').count())
          .as(expression)
          .isEqualTo(expression.chars().filter(each -> each == ')').count());
    }
    assertThat(expressions).anyMatch(expression -> expression.contains("kinesisanalytics_"));
  }

  @Test
  void every_rule_says_what_to_do() throws IOException {
    JsonNode rules = rules();

    assertThat(rules).hasSizeGreaterThan(6);
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.path("alert").asText()).startsWith("Drey");
              assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
              assertThat(rule.path("annotations").path("next_step").asText()).isNotBlank();
            });
  }

  @Test
  void panels_have_a_place_each_and_a_source_that_is_chosen() throws IOException {
    JsonNode dashboard = dashboard();
    List<String> places = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      places.add(panel.path("gridPos").path("x") + " " + panel.path("gridPos").path("y"));
      assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${source}");
      assertThat(panel.path("targets")).isNotEmpty();
    }

    assertThat(places).doesNotHaveDuplicates().hasSizeGreaterThan(15);
    assertThat(dashboard.path("templating").path("list").findValuesAsText("name"))
        .contains("source", "application");
  }

  @Test
  void promtool_takes_rules_and_configuration() throws Exception {
    Promtool.checks(EXAMPLES.resolve("prometheus"), "prometheus.yml");
  }

  private static List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>(rules().findValuesAsText("expr"));
    expressions.addAll(dashboard().findValuesAsText("expr"));
    return expressions;
  }

  private static JsonNode rules() throws IOException {
    return new ObjectMapper(new YAMLFactory())
        .readTree(Files.readString(EXAMPLES.resolve("prometheus/drey.rules.yml")))
        .path("groups")
        .path(0)
        .path("rules");
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(Files.readString(EXAMPLES.resolve("grafana/drey.json")));
  }

  private static List<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
