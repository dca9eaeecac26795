package dev.drey.server.http.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.server.http.flink.FlinkPaths.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FlinkPathsTest {
  private static final String JOB = "0123456789abcdef0123456789abcdef";

  @Test
  void it_is_decided_for_every_path_that_Flink_answers_to_a_GET() throws IOException {
    assertThat(FlinkPaths.known()).containsExactlyInAnyOrderElementsOf(pathsOfFlink());
  }

  @ParameterizedTest
  @MethodSource("pathsOfFlink")
  void a_path_of_the_table_gets_its_own_verdict(String path) {
    String asked =
        path.replaceAll(":(applicationid|jobid|vertexid|triggerid|rescaleuuid)", JOB)
            .replaceAll(":(checkpointid|subtaskindex|attempt)", "7")
            .replace(":taskmanagerid", "127.0.0.1:37201-6d3a1f")
            .replaceAll(":(filename|jarid)", "taskmanager.out.1");

    boolean closed = FlinkPaths.verdict(asked).rule() == Rule.CLOSED;
    boolean changes = path.matches(".*(triggerid|yarn-|profiler|execution-result|/jars).*");
    assertThat(closed).isEqualTo(changes);
    assertThat(FlinkPaths.verdict("/v1" + asked)).isEqualTo(FlinkPaths.verdict(asked));
    assertThat(FlinkPaths.verdict(asked).reason()).doesNotContain("not among the paths");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/main.687adc590d915451.js",
        "/styles.25112ea718f4efbe.css",
        "/assets/favicon/favicon.ico",
        "/assets/vs/basic-languages/sql/sql.js",
        "/assets/vs/base/browser/ui/codicons/codicon/codicon.ttf",
        "/123.js"
      })
  void the_files_of_the_dashboard_itself_are_open(String path) {
    assertThat(FlinkPaths.verdict(path).rule()).isEqualTo(Rule.OPEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "//",
        "/nothing",
        "/cluster",
        "/v2/overview",
        "/jobs/",
        "/jobs/abc",
        "/jobs/0123456789abcdef0123456789abcdef/cancel",
        "/jobs/0123456789abcdef0123456789abcdef/yarn-cancel/",
        "/jobs/0123456789abcdef0123456789abcdef//yarn-cancel",
        "/assets/../jobs",
        "/assets/%2e%2e/jobs",
        "/jobmanager/logs/..",
        "/jobmanager/logs/%2e%2e%2fconf",
        "/jobmanager/logs/.hidden",
        "/jobs/0123456789abcdef0123456789abcdef/yarn%2Dcancel",
        "/overview;x=y",
        "/assets//x.js",
        "/a.js/../jobs",
        "/jobmanager/config/x"
      })
  void what_is_not_known_is_closed(String path) {
    assertThat(FlinkPaths.verdict(path).rule()).isEqualTo(Rule.CLOSED);
  }

  private static Set<String> pathsOfFlink() throws IOException {
    Set<String> paths = new TreeSet<>();
    for (String flink : List.of("1.20", "2.3")) {
      try (InputStream in =
          FlinkPathsTest.class.getResourceAsStream("flink-" + flink + "-handlers.txt")) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("GET "))
            .map(line -> line.substring("GET ".length()))
            .forEach(paths::add);
      }
    }
    return paths;
  }
}
