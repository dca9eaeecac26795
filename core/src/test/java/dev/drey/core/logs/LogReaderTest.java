package dev.drey.core.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogReaderTest {
  private static final long ALWAYS = Long.MAX_VALUE;

  private final MemoryLog manager =
      new MemoryLog("jm").line(10_000, "a").line(30_000, "c").line(50_000, "e");
  private final MemoryLog worker = new MemoryLog("tm").line(20_000, "b").line(40_000, "d");
  private final List<ProcessLog> logs = List.of(manager, worker);

  private static LogQuery query(long from, long until, int events) {
    return new LogQuery(from, until, events, 1_000, 1_000, line -> true);
  }

  private static String texts(LogPage page) {
    return String.join("", page.events().stream().map(event -> event.line().text()).toList());
  }

  @Test
  void logs_are_told_as_one_in_the_order_of_time() {
    LogPage page = LogReader.after(logs, Map.of(), query(0, ALWAYS, 100));

    assertThat(texts(page)).isEqualTo("abcde");
    assertThat(page.complete()).isTrue();
  }

  @Test
  void page_by_page_nothing_is_missed_and_nothing_told_twice() {
    LogPage first = LogReader.after(logs, Map.of(), query(0, ALWAYS, 3));
    LogPage second = LogReader.after(logs, first.after(), query(0, ALWAYS, 3));
    worker.line(25_000, "late");
    LogPage third = LogReader.after(logs, second.after(), query(0, ALWAYS, 3));

    assertThat(texts(first)).isEqualTo("abc");
    assertThat(first.complete()).isFalse();
    assertThat(texts(second)).isEqualTo("de");
    assertThat(texts(third))
        .as("written after what is later, and told all the same")
        .isEqualTo("late");
  }

  @Test
  void where_nothing_is_new_the_place_stays_the_same() {
    LogPage page = LogReader.after(logs, Map.of(), query(0, ALWAYS, 100));

    assertThat(LogReader.after(logs, page.after(), query(0, ALWAYS, 100)).after())
        .isEqualTo(page.after());
  }

  @Test
  void the_last_events_come_first_when_reading_backwards_each_page_in_order() {
    LogPage last = LogReader.before(logs, Map.of(), query(0, ALWAYS, 2));
    LogPage earlier = LogReader.before(logs, last.before(), query(0, ALWAYS, 2));
    LogPage earliest = LogReader.before(logs, earlier.before(), query(0, ALWAYS, 2));

    assertThat(texts(last)).isEqualTo("de");
    assertThat(texts(earlier)).isEqualTo("bc");
    assertThat(texts(earliest)).isEqualTo("a");
    assertThat(earliest.complete()).isTrue();
    assertThat(texts(LogReader.after(logs, last.after(), query(0, ALWAYS, 2))))
        .as("what follows the last page")
        .isEmpty();
  }

  @Test
  void only_what_lies_between_two_times_is_told() {
    assertThat(texts(LogReader.after(logs, Map.of(), query(20_000, 40_000, 100)))).isEqualTo("bc");
    assertThat(texts(LogReader.before(logs, Map.of(), query(20_000, 40_000, 100)))).isEqualTo("bc");
  }

  @Test
  void a_search_that_finds_little_stops_when_it_has_read_enough_and_can_go_on() {
    var rare = new LogQuery(0, ALWAYS, 100, 1_000, 2, line -> line.text().equals("e"));

    LogPage first = LogReader.after(logs, Map.of(), rare);
    LogPage second = LogReader.after(logs, first.after(), rare);

    assertThat(first.complete()).isFalse();
    assertThat(texts(first) + texts(second)).isEqualTo("e");
    assertThat(second.complete()).isTrue();
  }

  @Test
  void a_page_holds_so_many_bytes_and_one_event_at_least() {
    var small = new LogQuery(0, ALWAYS, 100, 0, 1_000, line -> true);

    assertThat(texts(LogReader.after(logs, Map.of(), small))).isEqualTo("a");
  }
}
