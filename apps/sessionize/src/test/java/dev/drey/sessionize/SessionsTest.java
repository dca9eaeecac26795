package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drey.sdk.validation.DeadLetter;
import dev.drey.sessionize.LogLine.Kind;
import dev.drey.testkit.TestOperator;
import dev.drey.testkit.Timer;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The rules of sessions are the SDK's and tested there; here is what makes them visits. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsTest {
  private static final long GAP = 1_800_000;
  private static final String PERSON = "Some/1.0";
  private static final String BOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private final TestOperator<LogLine, Void, Session> sessions = sessions();

  @Test
  void a_visit_is_out_when_time_has_passed_the_gap() {
    sessions.element(line(PERSON, 0, "/in"), 0).element(line(PERSON, GAP, "/out"), GAP);

    assertThat(sessions.watermark(2 * GAP - 1).output()).isEmpty();
    assertThat(sessions.watermark(2 * GAP).output())
        .containsExactly(new Session("192.0.2.7", PERSON, 0, GAP, 2, 20, "/in", "/out", false));
    assertThat(sessions.eventTimers()).isEmpty();
    assertThat(sessions.keys("sessions")).isZero();
  }

  @Test
  void agents_at_one_address_are_kept_apart_and_bots_are_known() {
    sessions.element(line(PERSON, 0, "/a"), 0).element(line(BOT, 5, "/a"), 5);
    assertThat(sessions.eventTimers()).contains(new Timer(new Visitor("192.0.2.7", PERSON), GAP));

    assertThat(sessions.end().output())
        .extracting(Session::userAgent, Session::bot)
        .containsExactly(tuple(PERSON, false), tuple(BOT, true));
    assertThat(sessions.metrics().counter("kinesisanalytics.botSessions")).isEqualTo(1);
    assertThat(sessions.metrics().counter("kinesisanalytics.sessionsClosed")).isEqualTo(2);
  }

  @Test
  void what_comes_after_its_visit_is_a_dead_letter() {
    sessions
        .watermark(GAP)
        .element(line(PERSON, 0, "/late"), 0)
        .element(line(PERSON, 1, "/just-in-time"), 1);

    List<DeadLetter> letters = sessions.sideOutput(Main.DEAD_LETTERS);
    assertThat(letters).extracting(DeadLetter::reason).containsExactly("late");
    assertThat(letters.get(0).value()).isEqualTo("/late".getBytes(UTF_8));
    assertThat(sessions.metrics().counter("kinesisanalytics.lateLines")).isEqualTo(1);
    assertThat(sessions.metrics().gauge("kinesisanalytics.sessionsOpen")).containsExactly(1L);
  }

  @Test
  void open_visits_and_their_number_outlive_a_restart() {
    sessions.element(line(PERSON, 0, "/a"), 0).element(line(BOT, 10, "/b"), 10);

    var restarted = sessions().with(job -> job.rocksDb()).from(sessions.snapshot());
    restarted.element(line(PERSON, 20, "/c"), 20);

    assertThat(restarted.metrics().gauge("kinesisanalytics.sessionsOpen")).containsExactly(2L);
    assertThat(restarted.watermark(20 + GAP).output())
        .extracting(Session::requests)
        .containsExactlyInAnyOrder(2L, 1L);
    restarted.close();
  }

  private static TestOperator<LogLine, Void, Session> sessions() {
    var settings = SettingsTest.read(SettingsTest.complete());
    return TestOperator.of(
        LogLine.class, lines -> lines.keyBy(LogLine::visitor).process(Main.sessions(settings)));
  }

  private static LogLine line(String agent, long time, String page) {
    return new LogLine(Kind.REQUEST, time, "192.0.2.7", agent, page, 10, page.getBytes(UTF_8));
  }
}
