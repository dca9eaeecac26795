package dev.drey.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  @Test
  void what_was_said_before_is_the_same_with_another_number() {
    var known = new Vocabulary();
    List<Sample> first = Exposition.parse("a{b=\"x}\",} 1\nc 2\n", known);
    known.forget();
    List<Sample> second = Exposition.parse("a{b=\"x}\",} 3\nc 4", known);

    assertThat(second)
        .containsExactly(new Sample("a", Map.of("b", "x}"), 3), new Sample("c", Map.of(), 4));
    assertThat(second.get(0).labels()).isSameAs(first.get(0).labels());
  }

  @Test
  void what_was_not_said_for_long_is_forgotten() {
    var known = new Vocabulary();
    List<Sample> first = Exposition.parse("a{b=\"x\"} 1", known);
    known.forget();
    known.forget();

    assertThat(Exposition.parse("a{b=\"x\"} 1", known).get(0).labels())
        .isEqualTo(first.get(0).labels())
        .isNotSameAs(first.get(0).labels());
  }
}
