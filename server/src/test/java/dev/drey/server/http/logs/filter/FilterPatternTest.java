package dev.drey.server.http.logs.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.server.wire.Fault;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterPatternTest {
  private static final String LINE =
      """
      {"logger":"com.example.Job","message":"Too late: 42 of [7] \\"seconds\\"","messageType":"ERROR",\
      "parallelism":4,"ratio":0.5,"restored":false,"cause":null,"subtasks":[{"index":1},{"index":3}],"a.b":"c"}""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "ERROR",
        "late ERROR",
        "\"Too late\"",
        "\"\\\"ERROR\\\"\"",
        "?WARN ?ERROR",
        "-DEBUG",
        "ERROR -DEBUG",
        "ERROR ?nowhere",
        "%l[a-z]te%",
        "{ $.messageType = \"ERROR\" }",
        "{$.messageType=ERROR}",
        "{ $.logger = \"com.example.*\" }",
        "{ $.logger = *Job }",
        "{ $.messageType != \"INFO\" }",
        "{ $.parallelism = 4 }",
        "{ $.parallelism >= 4 && $.ratio < 1 }",
        "{ ($.messageType = \"WARN\") || ($.messageType = \"ERROR\") }",
        "{ $.messageType = WARN && $.ratio = 9 || $.parallelism > 3 }",
        "{ $.restored IS FALSE }",
        "{ $.cause IS NULL }",
        "{ $.nothing NOT EXISTS }",
        "{ $.subtasks[1].index = 3 }",
        "{ $.subtasks[*].index = 3 }",
        "{ $.['a.b'] = \"c\" }",
        "{ $.message = %4[0-9]% }",
      })
  void is_met_by_the_line(String pattern) {
    assertThat(FilterPattern.of(pattern)).accepts(LINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error",
        "ERROR nowhere",
        "\"late Too\"",
        "?WARN ?INFO",
        "-ERROR",
        "%^late%",
        "{ $.messageType = \"ERR\" }",
        "{ $.messageType != \"ERROR\" }",
        "{ $.nothing = 1 }",
        "{ $.nothing != 1 }",
        "{ $.parallelism < 4 }",
        "{ $.logger > 4 }",
        "{ $.messageType = ERROR && $.ratio > 1 }",
        "{ $.restored IS TRUE }",
        "{ $.logger NOT EXISTS }",
        "{ $.subtasks[0].index = 3 }",
      })
  void is_not_met_by_the_line(String pattern) {
    assertThat(FilterPattern.of(pattern)).rejects(LINE);
  }

  @Test
  void a_condition_over_fields_is_met_by_JSON_only() {
    assertThat(FilterPattern.of("{ $.a NOT EXISTS }")).rejects("plain text", "[1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"open",
        "[a, b]",
        "%(%",
        "{ }",
        "{ $.a }",
        "{ $.a = }",
        "{ a = 1 }",
        "{ ($.a = 1 }",
        "{ $.a = 1 & $.b = 2 }",
        "{ $.a > many }",
      })
  void what_cannot_be_read_is_refused(String pattern) {
    assertThatThrownBy(() -> FilterPattern.of(pattern))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("Invalid filter pattern: ");
  }
}
