package dev.drey.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.logs.LogLine;
import dev.drey.core.logs.LogPosition;
import dev.drey.core.logs.ProcessLog.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FileLogTest {
  @TempDir Path folder;

  private FileLog log() {
    return new FileLog("jm", folder.resolve("jm.log"), new LineForm.Json(), true);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(
        folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String line(long time, String message) {
    return "{\"timestamp\":" + time + ",\"message\":\"" + message + "\"}\n";
  }

  private static List<String> rest(Lines lines) {
    List<String> all = new ArrayList<>();
    try (lines) {
      for (Optional<LogLine> next = lines.next(); next.isPresent(); next = lines.next()) {
        all.add(next.get().time() + " " + next.get().text());
      }
    }
    return all;
  }

  @Test
  void a_row_of_files_is_one_log_in_the_order_it_was_written() throws IOException {
    write("jm.log.9", line(1, "a"));
    write("jm.log.10", line(2, "b"));
    write("jm.log", line(3, "c"));

    assertThat(rest(log().after(new LogPosition(9, 0))))
        .containsExactly("1 {\"message\":\"a\"}", "2 {\"message\":\"b\"}", "3 {\"message\":\"c\"}");
    assertThat(rest(log().before(log().end())))
        .containsExactly("3 {\"message\":\"c\"}", "2 {\"message\":\"b\"}", "1 {\"message\":\"a\"}");
  }

  @Test
  void a_reader_follows_the_file_that_is_written_into_the_next_one() throws IOException {
    write("jm.log", line(1, "a"));
    try (Lines lines = log().after(new LogPosition(1, 0))) {
      assertThat(lines.next()).isPresent();
      assertThat(lines.next()).isEmpty();

      write("jm.log", line(2, "b"));
      Files.move(folder.resolve("jm.log"), folder.resolve("jm.log.1"));
      write("jm.log", line(3, "c"));

      assertThat(lines.next().orElseThrow().time()).isEqualTo(2);
      assertThat(lines.next().orElseThrow().time()).isEqualTo(3);
      assertThat(lines.next()).isEmpty();
    }
  }

  @Test
  void a_position_stays_what_it_is_when_its_file_is_full() throws IOException {
    write("jm.log", line(1, "a"));
    LogPosition end = log().end();
    write("jm.log", line(2, "b"));
    Files.move(folder.resolve("jm.log"), folder.resolve("jm.log.1"));
    write("jm.log", line(3, "c"));

    assertThat(rest(log().after(end)))
        .containsExactly("2 {\"message\":\"b\"}", "3 {\"message\":\"c\"}");
  }

  @Test
  void files_that_are_gone_are_passed_over() throws IOException {
    write("jm.log.7", line(7, "g"));
    write("jm.log", line(8, "h"));

    assertThat(rest(log().after(new LogPosition(2, 100)))).hasSize(2);
    assertThat(rest(log().before(new LogPosition(2, 100)))).isEmpty();
  }

  @Test
  void a_line_that_is_being_written_is_waited_for() throws IOException {
    write("jm.log", line(1, "a") + "{\"timestamp\":2,\"mess");

    assertThat(rest(log().after(new LogPosition(1, 0)))).hasSize(1);
    assertThat(rest(log().before(log().end()))).hasSize(1);
  }

  @Test
  void the_last_words_of_a_process_that_was_killed_are_told_as_they_are() throws IOException {
    write("jm.log", line(1, "a") + "{\"timestamp\":2,\"mess");
    var ended = new FileLog("jm", folder.resolve("jm.log"), new LineForm.Json(), false);

    assertThat(rest(ended.after(new LogPosition(1, 0))))
        .containsExactly("1 {\"message\":\"a\"}", "2 {\"mess");
    assertThat(rest(ended.before(ended.end()))).hasSize(2);
  }

  @Test
  void a_time_is_found_in_a_large_file_without_reading_all_of_it() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      text.append(line(1_000_000 + i * 10L, "line " + i));
    }
    write("jm.log.1", text.toString());
    write("jm.log", line(2_000_000, "last"));

    try (Lines lines = log().after(log().at(1_200_000))) {
      long first = lines.next().orElseThrow().time();
      assertThat(first).isLessThan(1_200_000 - 900).isGreaterThan(1_100_000);
    }
    assertThat(log().at(2_000_500)).isEqualTo(new LogPosition(1, log().at(2_000_500).offset()));
    assertThat(log().at(3_000_000)).isEqualTo(new LogPosition(2, 0));
    assertThat(log().at(0)).isEqualTo(new LogPosition(1, 0));
  }

  @Test
  void lines_longer_than_what_is_read_at_once_are_whole() throws IOException {
    String huge = "x".repeat(700_000);
    write("jm.log", line(1, "a") + line(2, huge) + line(3, "c"));

    assertThat(rest(log().after(new LogPosition(1, 0)))).hasSize(3);
    assertThat(rest(log().before(log().end())))
        .hasSize(3)
        .element(1)
        .satisfies(text -> assertThat(text).hasSizeGreaterThan(700_000));
  }

  @Test
  void what_a_JVM_prints_itself_becomes_JSON_with_the_time_of_its_file() throws IOException {
    write("jm.out", "Terminating due to \"nothing\"\n");
    var prints = new FileLog("jm.out", folder.resolve("jm.out"), ended(5), false);

    assertThat(rest(prints.after(prints.at(0))))
        .containsExactly(
            "5 {\"process\":\"jobmanager\",\"logger\":\"jvm\","
                + "\"message\":\"Terminating due to \\\"nothing\\\"\",\"applicationARN\":\"arn\","
                + "\"messageSchemaVersion\":\"1\",\"messageType\":\"WARN\"}");
  }

  @Test
  void what_a_JVM_prints_is_bounded_while_it_prints_and_loses_nothing_within_the_bound()
      throws Exception {
    Path out = folder.resolve("jm.out");
    Process printing =
        new ProcessBuilder(
                "sh", "-c", "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); echo line $i; done")
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
            .start();
    while (printing.isAlive()) {
      FreedHead.shorten(out, 100_000, 20_000);
    }
    FreedHead.shorten(out, 100_000, 20_000);
    var log = new FileLog("jm.out", out, ended(5), true);

    List<Integer> forward = numbers(rest(log.after(new LogPosition(1, 0))));
    assertThat(forward).hasSizeBetween(99_000 / 11, 120_000 / 11);
    assertThat(forward.get(forward.size() - 1)).isEqualTo(60_000);
    assertThat(forward).isEqualTo(IntStream.rangeClosed(forward.get(0), 60_000).boxed().toList());
    List<Integer> backward = numbers(rest(log.before(log.end())));
    Collections.reverse(backward);
    assertThat(backward).isEqualTo(forward);
    assertThat(log.size()).isBetween(99_000L, 120_000L);
    assertThat(numbers(rest(log.after(log.at(0))))).isEqualTo(forward);
    assertThat(Files.size(out)).isGreaterThan(600_000);
    assertThat(blocks(out)).isLessThan(160_000);
  }

  private static LineForm ended(long changed) {
    var nothing = new PrintTimes(new TreeMap<>());
    return new LineForm.Plain(nothing, OptionalLong.of(changed), "jobmanager", "arn");
  }

  /** Or who follows the log would be told all of it again with every new line. */
  @Test
  void what_a_JVM_prints_keeps_the_time_at_which_it_was_noticed() throws IOException {
    Path out = folder.resolve("jm.out");
    write("jm.out", "one\ntwo\n");
    Files.setLastModifiedTime(out, FileTime.fromMillis(1_000));
    PrintTimes.note(out);
    write("jm.out", "three\n");
    Files.setLastModifiedTime(out, FileTime.fromMillis(2_000));

    assertThat(times(out, OptionalLong.empty())).as("it runs").containsExactly("1000", "1000");
    PrintTimes.note(out);
    write("jm.out", "last words");
    assertThat(times(out, OptionalLong.empty())).containsExactly("1000", "1000", "2000");
    assertThat(times(out, OptionalLong.of(3_000)))
        .as("it has ended")
        .containsExactly("1000", "1000", "2000", "3000");
  }

  private static List<String> times(Path out, OptionalLong ended) {
    var form = new LineForm.Plain(PrintTimes.of(out), ended, "jobmanager", "arn");
    var log = new FileLog("jm.out", out, form, ended.isEmpty());
    return rest(log.after(log.at(0))).stream().map(line -> line.split(" ", 2)[0]).toList();
  }

  private static List<Integer> numbers(List<String> lines) {
    Pattern line = Pattern.compile("line ([0-9]+)\"");
    return new ArrayList<>(
        lines.stream()
            .map(line::matcher)
            .filter(Matcher::find)
            .map(found -> Integer.valueOf(found.group(1)))
            .toList());
  }

  /** What it takes on the disk. */
  private static long blocks(Path file) throws IOException {
    Process du = new ProcessBuilder("du", "-B1", file.toString()).start();
    return Long.parseLong(
        new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\t", 2)[0]);
  }

  @Test
  void a_log_of_which_nothing_is_written_yet_is_empty() {
    assertThat(log().end()).isEqualTo(new LogPosition(1, 0));
    assertThat(rest(log().after(new LogPosition(1, 0)))).isEmpty();
    assertThat(rest(log().before(log().end()))).isEmpty();
    assertThat(log().size()).isZero();
  }
}
