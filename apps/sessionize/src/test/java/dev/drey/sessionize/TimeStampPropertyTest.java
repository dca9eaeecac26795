package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TimeStampPropertyTest {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);

  @Property
  void what_java_writes_is_read(
      @ForAll @LongRange(min = -62_000_000_000L, max = 253_000_000_000L) long second,
      @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
    var zone = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);

    String written = FORMAT.format(Instant.ofEpochSecond(second).atOffset(zone));

    byte[] line = written.getBytes(UTF_8);
    assertThat(TimeStamp.read(line, new Span(0, line.length))).hasValue(second * 1_000);
  }
}
