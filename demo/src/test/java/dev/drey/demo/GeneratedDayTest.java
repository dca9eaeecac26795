package dev.drey.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.demo.truth.GeneratedDay;
import dev.drey.demo.truth.SessionRow;
import dev.drey.demo.truth.Truth;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GeneratedDayTest {
  private static final GeneratedDay DAY = GeneratedDay.ofLines(30_000);

  @Test
  void it_is_the_same_each_time_and_another_by_another_seed() {
    assertThat(DAY.stream()).containsExactlyElementsOf(DAY.stream().toList());
    assertThat(new GeneratedDay(1, 50).stream().toList())
        .isNotEqualTo(new GeneratedDay(2, 50).stream().toList());
  }

  @Test
  void it_has_what_real_logs_have() {
    Truth truth = Truth.about(DAY.stream());

    assertThat(truth.lines()).isEqualTo(30_000);
    assertThat(truth.malformed()).isBetween(60L, 300L);
    assertThat(truth.badTimestamps()).isPositive();
    assertThat(truth.sessions()).hasSizeBetween(2_000, 10_000);
    assertThat(truth.sessions()).filteredOn(SessionRow::bot).hasSizeGreaterThan(100);
    assertThat(truth.sessions()).anyMatch(session -> session.requests() > 150);
    assertThat(truth.sessions()).anyMatch(session -> session.address().contains(":"));
    assertThat(truth.sessions().stream().map(SessionRow::userAgent).distinct())
        .hasSizeGreaterThan(300);
  }

  @Test
  void lines_are_out_of_order_by_less_than_a_minute() {
    long newest = Long.MIN_VALUE;
    long worst = 0;
    for (byte[] line : DAY.stream().toList()) {
      long second = second(line);
      newest = Math.max(newest, second);
      worst = second == 0 ? worst : Math.max(worst, newest - second);
    }

    assertThat(worst).isBetween(30L, 59L);
  }

  @Test
  void some_pauses_are_as_long_as_the_gap_exactly() {
    Map<String, List<Long>> seconds = new HashMap<>();
    for (byte[] line : DAY.stream().toList()) {
      seconds.computeIfAbsent(visitor(line), any -> new ArrayList<>()).add(second(line));
    }

    long touching = seconds.values().stream().filter(GeneratedDayTest::hasPauseOfGap).count();

    assertThat(touching).isPositive();
  }

  @Test
  void a_file_of_it_has_the_same_lines(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("access.log");

    DAY.writeTo(file);

    try (Stream<byte[]> lines = new LogFile(file).lines()) {
      assertThat(lines.toList()).containsExactlyElementsOf(DAY.stream().toList());
    }
  }

  private static final Pattern TIME = Pattern.compile("\\[(\\d\\d/(?!Okt)\\w{3}/\\d{4}:[^]]*)]");
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);

  private static boolean hasPauseOfGap(List<Long> seconds) {
    List<Long> sorted = seconds.stream().sorted().toList();
    return IntStream.range(1, sorted.size())
        .anyMatch(i -> sorted.get(i) - sorted.get(i - 1) == Truth.GAP.toSeconds());
  }

  private static String visitor(byte[] line) {
    String text = new String(line, ISO_8859_1);
    return text.replaceFirst(" .*\\d \"[^\"]*\" ", " ");
  }

  private static long second(byte[] line) {
    String text = new String(line, ISO_8859_1);
    Matcher time = TIME.matcher(text);
    boolean counts = time.find() && !text.contains(":25:61:") && !text.startsWith("10.0.0.1 ");
    return counts && !text.contains("31/Feb")
        ? FORMAT.parse(time.group(1), Instant::from).getEpochSecond()
        : 0;
  }
}
