package dev.drey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogLineTest {
  private static final String FAILURE =
      "{\"process\":\"jobmanager\",\"logger\":\"a.B\",\"message\":\"It failed.\",\"messageType\":\"ERROR\",\"throwableInformation\":\"x.Y: no\\n\\tat z\\n\"}";

  private static LogLine line(String message) {
    return LogLine.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", 1_700_000_000_123L)
            .put("message", message));
  }

  @Test
  void a_person_sees_one_line_and_the_trace_below_it() {
    assertThat(line(FAILURE).shown(ZoneOffset.UTC))
        .isEqualTo("2023-11-14 22:13:20.123 ERROR jobmanager a.B - It failed.\nx.Y: no\n\tat z");
  }

  @Test
  void a_program_sees_every_field_and_the_time() {
    assertThat(line(FAILURE).json())
        .isEqualTo("{\"timestamp\":1700000000123," + FAILURE.substring(1));
  }

  @Test
  void a_line_that_is_no_JSON_is_its_message() {
    assertThat(line("{\"mess").shown(ZoneOffset.UTC)).endsWith(" - {\"mess");
  }

  @Test
  void a_level_stands_for_what_is_worse_too() {
    assertThat(line(FAILURE).isAtLeast(Logs.Level.WARN)).isTrue();
    assertThat(line("{\"messageType\":\"INFO\"}").isAtLeast(Logs.Level.WARN)).isFalse();
    assertThat(line("torn").isAtLeast(Logs.Level.ERROR)).as("tells no level").isTrue();
  }

  @Test
  void a_time_is_said_as_it_is_or_as_how_long_ago() {
    var since = new Logs.Since();

    assertThat(since.convert("2026-11-23T04:00:00Z"))
        .isEqualTo(Instant.parse("2026-11-23T04:00:00Z"));
    assertThat(Duration.between(since.convert("2h"), Instant.now()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(2).plusMinutes(1));
    assertThat(Duration.between(since.convert("1d"), Instant.now()))
        .isGreaterThan(Duration.ofHours(23));
  }
}
