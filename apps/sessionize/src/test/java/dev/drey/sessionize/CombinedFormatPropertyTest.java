package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sessionize.LogLine.Kind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.NumericChars;

class CombinedFormatPropertyTest {
  private static final String TIME = "[17/May/2015:10:05:03 +0000]";

  @Property
  void no_bytes_are_too_odd(@ForAll byte[] line) {
    assertThat(CombinedFormat.read(line).raw()).isSameAs(line);
  }

  @Property
  void any_prefix_of_a_line_is_malformed(@ForAll @LongRange(min = 0, max = 78) long length) {
    String line = "192.0.2.7 - - " + TIME + " \"GET / HTTP/1.1\" 200 1 \"-\" \"Some/1.0\"";

    assertThat(read(line.substring(0, (int) length)).kind()).isEqualTo(Kind.MALFORMED);
  }

  @Property
  void what_was_put_in_comes_out(
      @ForAll @NotEmpty @NumericChars @Chars({'.', ':'}) String address,
      @ForAll @NotEmpty @AlphaChars @Chars({'/', '?', '\u00fc', '\u65e5'}) String page,
      @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long bytes,
      @ForAll @AlphaChars @Chars({' ', '[', ']', '/', ';', '(', '\u00fc'}) String agent) {
    LogLine line =
        read(
            "%s - - %s \"GET %s HTTP/1.1\" 200 %d \"-\" \"%s\""
                .formatted(address, TIME, page, bytes, agent));

    assertThat(line.kind()).isEqualTo(Kind.REQUEST);
    assertThat(line.address()).isEqualTo(address);
    assertThat(line.page()).isEqualTo(page);
    assertThat(line.bytes()).isEqualTo(bytes);
    assertThat(line.userAgent()).isEqualTo(agent);
  }

  private static LogLine read(String line) {
    return CombinedFormat.read(line.getBytes(UTF_8));
  }
}
