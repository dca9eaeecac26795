package dev.drey.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.demo.truth.Comparison;
import dev.drey.demo.truth.SessionRow;
import dev.drey.demo.truth.Truth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TruthTest {

  @Test
  void the_elastic_log_has_the_sessions_that_are_known() {
    Truth truth = Truth.about(SharedData.log("elastic-apache-access.dev.log.gz").lines());

    assertThat(truth.lines()).isEqualTo(5_964);
    assertThat(truth.malformed() + truth.badTimestamps()).isZero();
    assertThat(truth.sessions()).hasSize(2_032);
  }

  @Test
  void the_erddap_log_has_the_sessions_that_are_known() {
    Truth truth = Truth.about(SharedData.log("erddap-nginx-access.dev.log.gz").lines());

    assertThat(truth.lines()).isEqualTo(6_569 + 5_289);
    assertThat(truth.malformed()).isEqualTo(5_289);
    assertThat(truth.badTimestamps()).isZero();
    assertThat(truth.sessions()).hasSize(1_108);
  }

  @Test
  void a_pause_of_the_gap_does_not_divide_and_one_second_more_does() {
    Truth truth =
        Truth.about(
            Stream.of(line("10:00:00", "/a"), line("10:30:00", "/b"), line("11:00:01", "/c")));

    assertThat(truth.sessions()).extracting(SessionRow::exitPage).containsExactly("/b", "/c");
  }

  @Test
  void requests_of_one_second_stay_in_the_order_of_the_log() {
    Truth truth =
        Truth.about(
            Stream.of(line("10:00:05", "/c"), line("10:00:00", "/a"), line("10:00:00", "/b")));

    SessionRow session = truth.sessions().get(0);
    assertThat(session.entryPage()).isEqualTo("/a");
    assertThat(session.exitPage()).isEqualTo("/c");
    assertThat(session.bytes()).isEqualTo(30);
  }

  @Test
  void huge_lines_are_read_too() {
    Truth truth = Truth.about(Stream.of(line("10:00:00", "/\\\"".repeat(100_000))));

    assertThat(truth.sessions()).hasSize(1);
  }

  @Test
  void differences_are_told_row_by_row() {
    SessionRow kept = row("/a", 1);
    SessionRow changed = row("/b", 2);
    SessionRow other = row("/other", 2);
    SessionRow gone = row("/c", 3);

    assertThat(Comparison.of(List.of(kept, changed), List.of(changed, kept)).isEqual()).isTrue();
    assertThat(Comparison.of(List.of(kept, changed, gone), List.of(kept, other)).differences())
        .containsExactly(
            "expected: %s%n but was: %s".formatted(changed.toJson(), other.toJson()),
            "missing: " + gone.toJson());
    assertThat(Comparison.of(List.of(kept), List.of(kept, kept)).differences())
        .containsExactly("not expected: " + kept.toJson());
  }

  @Test
  void a_row_is_read_as_it_is_written() {
    SessionRow row = row("/\u65e5\"", 4);

    assertThat(SessionRow.fromJson(row.toJson().getBytes(UTF_8))).isEqualTo(row);
  }

  private static byte[] line(String time, String page) {
    return "10.0.0.1 - - [08/Oct/2025:%s +0200] \"GET %s HTTP/1.1\" 200 10 \"-\" \"a\""
        .formatted(time, page)
        .getBytes(UTF_8);
  }

  private static SessionRow row(String page, long start) {
    return new SessionRow("10.0.0.1", "a", start, start, 1, 10, page, page, false);
  }
}
