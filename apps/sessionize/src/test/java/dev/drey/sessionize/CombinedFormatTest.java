package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sessionize.LogLine.Kind;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CombinedFormatTest {
  private static final String TIME = "[17/May/2015:10:05:03 +0000]";

  @Test
  void a_line_is_taken_apart() {
    LogLine line =
        read(
            "192.0.2.7 - - "
                + TIME
                + " \"GET /a?b=1 HTTP/1.1\" 200 512 \"http://x/\" \"Some/1.0\"");

    assertThat(line.kind()).isEqualTo(Kind.REQUEST);
    assertThat(line.time()).isEqualTo(1_431_857_103_000L);
    assertThat(line.address()).isEqualTo("192.0.2.7");
    assertThat(line.page()).isEqualTo("/a?b=1");
    assertThat(line.bytes()).isEqualTo(512);
    assertThat(line.userAgent()).isEqualTo("Some/1.0");
  }

  @Test
  void a_dash_is_no_bytes() {
    assertThat(read("::1 - - " + TIME + " \"GET / HTTP/1.1\" 304 - \"-\" \"-\"").bytes()).isZero();
  }

  @Test
  void addresses_may_be_of_the_sixth_version_or_names() {
    assertThat(lineFrom("2001:db8::7:1").address()).isEqualTo("2001:db8::7:1");
    assertThat(lineFrom("proxy.example.org").address()).isEqualTo("proxy.example.org");
  }

  @Test
  void escaped_quotes_stay_as_logged() {
    LogLine line =
        read(
            "192.0.2.7 - - %s \"GET /\\\"a HTTP/1.1\" 200 1 \"\\\"\\\\\" \"a \\\"b\\\" \\\\\""
                .formatted(TIME));

    assertThat(line.page()).isEqualTo("/\\\"a");
    assertThat(line.userAgent()).isEqualTo("a \\\"b\\\" \\\\");
  }

  @Test
  void a_user_may_have_spaces() {
    assertThat(
            read("192.0.2.7 - some one " + TIME + " \"GET / HTTP/1.1\" 401 1 \"-\" \"a\"").kind())
        .isEqualTo(Kind.REQUEST);
  }

  @Test
  void a_request_without_a_second_word_is_the_page() {
    assertThat(lineAsking("\\x16\\x03\\x01").page()).isEqualTo("\\x16\\x03\\x01");
    assertThat(lineAsking("GET ").page()).isEqualTo("GET ");
    assertThat(lineAsking("").page()).isEmpty();
    assertThat(lineAsking("-").page()).isEqualTo("-");
  }

  @Test
  void several_spaces_divide_words_like_one() {
    assertThat(lineAsking("  GET   /a   HTTP/1.0").page()).isEqualTo("/a");
  }

  @Test
  void line_ends_do_not_matter() {
    String line = "192.0.2.7 - - " + TIME + " \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"";

    assertThat(read(line + "\r").userAgent()).isEqualTo("a");
    assertThat(read(line + "\n").userAgent()).isEqualTo("a");
    assertThat(read(line + "\r\n").userAgent()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        " \"curl/7.54.0\"",
        "192.0.2.7",
        "192.0.2.7 - -",
        "192.0.2.7 - - [",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000]",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\"",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\\\"",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\" ",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" \"a\"",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"a\\",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 20 1 \"-\" \"a\"",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" abc 1 \"-\" \"a\"",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200  \"-\" \"a\"",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 -1 \"-\" \"a\"",
        "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1234567890123456789 \"-\" \"a\"",
        "192.0.2.7 - -[17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"",
        "192.0.2.7  - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"",
        "192.0.2.7 - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"",
        "192.0.2.7 - - 17/May/2015:10:05:03 +0000 \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"",
      })
  void junk_is_malformed_and_keeps_its_bytes(String junk) {
    LogLine line = read(junk);

    assertThat(line.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(line.raw()).isEqualTo(junk.getBytes(UTF_8));
  }

  @Test
  void a_time_that_is_none_is_told_from_a_line_that_is_none() {
    LogLine line =
        read("192.0.2.7 - - [31/Feb/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"");

    assertThat(line.kind()).isEqualTo(Kind.BAD_TIME);
  }

  @Test
  void bytes_that_are_not_text_make_different_visitors() {
    byte[] one =
        ("192.0.2.7 - - " + TIME + " \"G / H\" 200 1 \"-\" \"a\u00e9\"").getBytes(ISO_8859_1);
    byte[] other =
        ("192.0.2.7 - - " + TIME + " \"G / H\" 200 1 \"-\" \"a\u00e8\"").getBytes(ISO_8859_1);

    assertThat(CombinedFormat.read(one).userAgent()).isEqualTo("a\u00e9");
    assertThat(CombinedFormat.read(other).userAgent()).isEqualTo("a\u00e8");
    assertThat(CombinedFormat.read(one).raw()).isEqualTo(one);
  }

  @Test
  void text_beyond_ascii_is_read_as_text() {
    LogLine line = read("192.0.2.7 - - " + TIME + " \"G /\u65e5 H\" 200 1 \"-\" \"\u00e9\ufffd\"");

    assertThat(line.page()).isEqualTo("/\u65e5");
    assertThat(line.userAgent()).isEqualTo("\u00e9\ufffd");
  }

  @Test
  void a_huge_line_is_read_like_any_other() {
    String path = "/" + "x".repeat(900_000);

    assertThat(lineAsking("GET " + path + " HTTP/1.1").page()).isEqualTo(path);
    assertThat(read("\"".repeat(900_000)).kind()).isEqualTo(Kind.MALFORMED);
  }

  private static LogLine lineFrom(String address) {
    return read(address + " - - " + TIME + " \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"");
  }

  private static LogLine lineAsking(String request) {
    return read("192.0.2.7 - - " + TIME + " \"" + request + "\" 200 1 \"-\" \"a\"");
  }

  private static LogLine read(String line) {
    return CombinedFormat.read(line.getBytes(UTF_8));
  }
}
