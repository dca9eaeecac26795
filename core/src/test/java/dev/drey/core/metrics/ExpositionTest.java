package dev.drey.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExpositionTest {
  @Test
  void samples_have_a_name_labels_and_a_value() {
    assertThat(
            Exposition.parse(
                """
                # HELP threads Count (scope: jvm)
                # TYPE threads gauge
                threads{host="127_0_0_1",} 65.0
                plain 1.256E10
                stamped{a="b"} 3 1700000000000
                """))
        .containsExactly(
            new Sample("threads", Map.of("host", "127_0_0_1"), 65),
            new Sample("plain", Map.of(), 1.256E10),
            new Sample("stamped", Map.of("a", "b"), 3));
  }

  @Test
  void labels_may_hold_anything() {
    assertThat(Exposition.parse("m{a=\"x\\\"}, {\\\\\",b=\"two\\nlines\"} -Inf"))
        .containsExactly(
            new Sample("m", Map.of("a", "x\"}, {\\", "b", "two\nlines"), Double.NEGATIVE_INFINITY));
  }

  @Test
  void a_line_that_is_cut_off_takes_no_other_with_it() {
    assertThat(Exposition.parse("a 1\nb{x=\"y\nc\nd{x=\"y\"} \ne notanumber\nf 2"))
        .extracting(Sample::name)
        .containsExactly("a", "f");
  }
}
