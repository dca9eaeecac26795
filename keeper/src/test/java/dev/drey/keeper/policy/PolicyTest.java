package dev.drey.keeper.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyTest {

  @Test
  void tags_are_read_and_the_property_group_wins() {
    Policy policy =
        Policy.read(
            Map.of(
                "drey:snapshots", "every 6h",
                "drey:snapshots.keep", "last 5 daily 7 weekly 4",
                "drey:snapshots.never", "mon-fri 09:00-17:30 Europe/London + sat 22:00-02:00",
                "team", "web"),
            Map.of("snapshots", "cron 0 3 * * 1-5 Europe/London"));

    assertThat(policy.snapshots().orElseThrow()).isInstanceOf(Cron.class);
    assertThat(policy.keep()).contains(new Retention(5, 0, 7, 4, 0, false));
    assertThat(policy.never()).hasSize(2);
    assertThat(policy.never().get(1).from()).isEqualTo(LocalTime.of(22, 0));
  }

  @Test
  void nothing_said_is_no_policy() {
    assertThat(Policy.read(Map.of("team", "web"), Map.of())).isEqualTo(Policy.NONE);
    assertThat(Policy.read(Map.of("drey:snapshots", " "), Map.of()).isNone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "snapshots | sometimes | it begins with every, hourly, daily, weekly or cron",
        "snapshots | every day | after every stands a time such as 30m, 6h or 2d",
        "snapshots | every 1m | the time is from 5m to 366d",
        "snapshots | daily | after daily stands a time of day",
        "snapshots | daily 3pm | '3pm' is no time of day; write it as 03:00",
        "snapshots | daily 03:00 Europe/Londn | there is no time zone Europe/Londn",
        "snapshots | daily 03:00 UTC please | 'UTC please' is not understood",
        "snapshots | weekly 03:00 | after weekly stand a day and a time",
        "snapshots | weekly xyz 03:00 | 'xyz' is no day of the week",
        "snapshots | cron 0 3 * | after cron stand five fields",
        "snapshots | cron 99 3 * * * | cron does not understand it",
        "snapshots.keep | 5 | '5' is not understood; write it as 'last 5 daily 7 weekly 4'",
        "snapshots.keep | last many | after last stands how many",
        "snapshots.keep | last 0 | it keeps nothing; write at least 'last 1'",
        "snapshots.keep | last 5 last 6 | last stands there twice",
        "snapshots.keep | daily 2000 | an application has 1000 snapshots at most",
        "snapshots.verify | half | write it as 'all' or as '1 of 7', or as '1 of 7 restored'",
        "snapshots.never | mon whenever | a window looks like 'mon-fri 09:00-17:30 Europe/London'",
        "snapshots.nver | x | there is no such policy; there is snapshots, snapshots.keep",
      })
  void what_cannot_be_read_says_what_would_be(String word, String text, String message) {
    assertThatThrownBy(() -> Policy.read(Map.of(word, text)))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining(word)
        .hasMessageContaining(message);
  }

  @Test
  void everything_unreadable_is_told_at_once() {
    assertThatThrownBy(() -> Policy.read(Map.of("snapshots", "never", "snapshots.keep", "none")))
        .hasMessageContaining("snapshots is 'never'")
        .hasMessageContaining("snapshots.keep is 'none'");
  }

  @Test
  void every_is_at_whole_multiples() {
    Schedule schedule = Schedule.read("every 6h");

    assertThat(schedule.lastDue(at("2026-11-22T13:01:00Z"))).contains(at("2026-11-22T12:00:00Z"));
    assertThat(schedule.lastDue(at("2026-11-22T12:00:00Z"))).contains(at("2026-11-22T12:00:00Z"));
    assertThat(schedule.nextDue(at("2026-11-22T12:00:00Z"))).contains(at("2026-11-22T18:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    // London: on 29 March 2026 the clocks skip 01:00 to 02:00, on 25 October they show it twice.
    "daily 01:30 Europe/London",
    "cron 30 1 * * * Europe/London",
    "daily 03:00 Europe/London",
    "daily 00:00 America/Sao_Paulo",
    "daily 02:15 Australia/Lord_Howe",
  })
  void once_a_day_is_once_a_day_over_a_whole_year(String text) {
    Schedule schedule = Schedule.read(text);
    Instant start = at("2026-01-01T12:00:00Z");
    List<Instant> times = new ArrayList<>();
    for (Instant now = start;
        now.isBefore(start.plus(Duration.ofDays(365)));
        now = now.plus(Duration.ofMinutes(15))) {
      Instant last = schedule.lastDue(now).orElseThrow();
      assertThat(last).isBeforeOrEqualTo(now);
      if (times.isEmpty() || !times.get(times.size() - 1).equals(last)) {
        times.add(last);
      }
    }

    assertThat(times).isSorted().hasSize(366);
    for (int i = 1; i < times.size(); i++) {
      assertThat(Duration.between(times.get(i - 1), times.get(i)))
          .isBetween(Duration.ofHours(22), Duration.ofHours(26));
    }
  }

  @Test
  void a_time_that_the_clocks_skip_is_due_as_much_later() {
    Schedule schedule = Schedule.read("daily 01:30 Europe/London");

    assertThat(schedule.lastDue(at("2026-03-29T12:00:00Z")))
        .contains(at("2026-03-29T01:30:00Z")); // 02:30 in London
    assertThat(schedule.lastDue(at("2026-10-25T12:00:00Z")))
        .contains(at("2026-10-25T00:30:00Z")); // the first 01:30
  }

  @Test
  void once_a_week_is_on_its_day() {
    Schedule schedule = Schedule.read("weekly sun 03:00 Europe/London");

    assertThat(schedule.lastDue(at("2026-11-22T02:59:59Z"))).contains(at("2026-11-15T03:00:00Z"));
    assertThat(schedule.lastDue(at("2026-11-22T03:00:00Z"))).contains(at("2026-11-22T03:00:00Z"));
    assertThat(schedule.nextDue(at("2026-11-22T03:00:00Z"))).contains(at("2026-11-29T03:00:00Z"));
  }

  @Test
  void cron_has_its_five_fields() {
    Schedule schedule = Schedule.read("cron 0 */6 * * 1-5 Europe/Berlin");

    assertThat(schedule.lastDue(at("2026-11-20T11:00:00Z"))).contains(at("2026-11-20T11:00:00Z"));
    assertThat(schedule.lastDue(at("2026-11-22T12:00:00Z"))).contains(at("2026-11-20T17:00:00Z"));
  }

  @Test
  void a_window_ends_after_midnight_where_it_says_so() {
    Blackout window = Blackout.read("sat 22:00-02:00 Europe/London").get(0);

    assertThat(window.covers(at("2026-11-21T21:59:00Z"))).isFalse();
    assertThat(window.covers(at("2026-11-21T23:00:00Z"))).isTrue();
    assertThat(window.covers(at("2026-11-22T01:59:00Z"))).isTrue();
    assertThat(window.covers(at("2026-11-22T02:00:00Z"))).isFalse();
    assertThat(window.covers(at("2026-11-21T01:00:00Z"))).isFalse();
    assertThat(Blackout.read("09:00-17:00").get(0).covers(at("2026-11-22T12:00:00Z"))).isTrue();
    assertThat(Blackout.read("fri-mon 09:00-17:00").get(0).days()).hasSize(4);
  }

  @Test
  void the_newest_of_each_period_stays() {
    List<Instant> everySixHours = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      everySixHours.add(at("2026-11-22T18:00:00Z").minus(Duration.ofHours(6L * i)));
    }

    var kept =
        Retention.read("last 3 daily 4 weekly 2")
            .kept(everySixHours, Function.identity(), ZoneId.of("UTC"));

    assertThat(kept)
        .containsExactlyInAnyOrder(
            at("2026-11-22T18:00:00Z"),
            at("2026-11-22T12:00:00Z"),
            at("2026-11-22T06:00:00Z"),
            at("2026-11-21T18:00:00Z"),
            at("2026-11-20T18:00:00Z"),
            at("2026-11-19T18:00:00Z"),
            at("2026-11-15T18:00:00Z"));
    assertThat(Retention.read("last 2 all")).isEqualTo(new Retention(2, 0, 0, 0, 0, true));
  }

  @Test
  void defaults_stand_in_where_nothing_is_said() {
    Policy own = Policy.read(Map.of("snapshots", "hourly"));
    Policy usual = Policy.read(Map.of("snapshots", "every 6h", "snapshots.keep", "last 2"));

    assertThat(own.or(usual).snapshots())
        .isEqualTo(Optional.of(new Schedule.Every(Duration.ofHours(1))));
    assertThat(own.or(usual).keep()).isPresent();
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
