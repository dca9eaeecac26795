package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TimeStampTest {
  @Test
  void a_day_is_leap_where_it_is() {
    assertThat(read("29/Feb/2024:00:00:00 +0000")).hasValue(1_709_164_800_000L);
    assertThat(read("29/Feb/2023:00:00:00 +0000")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "17/May/2015:10:05:03",
        "17/May/2015:10:05:03 +000",
        "17/May/2015:10:05:03 +00000",
        "17/May/2015:10:05:03 Z0000",
        "17/may/2015:10:05:03 +0000",
        "17/Mai/2015:10:05:03 +0000",
        "17/05/2015:10:05:03 +00000",
        "2015-05-17T10:05:03 +00000",
        "00/May/2015:10:05:03 +0000",
        "32/May/2015:10:05:03 +0000",
        "31/Jun/2015:10:05:03 +0000",
        "17/May/2015:24:05:03 +0000",
        "17/May/2015:10:60:03 +0000",
        "17/May/2015:10:05:60 +0000",
        "17/May/2015:10:05:03 +0060",
        "17/May/2015:10:05:03 +1801",
        "1x/May/2015:10:05:03 +0000",
      })
  void other_things_are_no_time(String text) {
    assertThat(read(text)).isEmpty();
  }

  private static OptionalLong read(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return TimeStamp.read(bytes, new Span(0, bytes.length));
  }
}
