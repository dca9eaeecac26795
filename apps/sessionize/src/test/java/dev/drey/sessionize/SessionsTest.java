package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sessionize.DeadLetter.Reason;
import dev.drey.sessionize.LogLine.Kind;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsTest {
  private static final long MINUTE = 60_000;
  private static final long GAP = 30 * MINUTE;

  private KeyedOneInputStreamOperatorTestHarness<Visitor, LogLine, Session> sessions;

  @BeforeEach
  void open() throws Exception {
    sessions = harness();
    sessions.open();
  }

  @AfterEach
  void close() throws Exception {
    sessions.close();
  }

  @Test
  void a_session_is_out_when_time_has_passed_the_gap() throws Exception {
    arrive(0, "/in");
    arrive(GAP, "/out");

    sessions.processWatermark(2 * GAP - 1);
    assertThat(out()).isEmpty();

    sessions.processWatermark(2 * GAP);
    assertThat(out()).containsExactly(session(0, GAP, 2, "/in", "/out"));
  }

  @Test
  void a_longer_pause_divides_also_while_nothing_is_closed() throws Exception {
    arrive(0, "/a");
    arrive(GAP + 1, "/b");

    sessions.processWatermark(Long.MAX_VALUE);

    assertThat(out())
        .containsExactly(session(0, 0, 1, "/a", "/a"), session(GAP + 1, GAP + 1, 1, "/b", "/b"));
  }

  @Test
  void a_request_in_between_makes_two_sessions_one() throws Exception {
    arrive(0, "/a");
    arrive(2 * GAP, "/c");
    arrive(GAP, "/b");

    sessions.processWatermark(3 * GAP);

    assertThat(out()).containsExactly(session(0, 2 * GAP, 3, "/a", "/c"));
    assertThat(sessions.numEventTimeTimers()).isZero();
    assertThat(sessions.numKeyedStateEntries()).isZero();
  }

  @Test
  void visitors_are_kept_apart() throws Exception {
    arrive(0, "/a");
    sessions.processElement(new StreamRecord<>(line("192.0.2.7", "Other/1.0", 0, "/a"), 0));

    sessions.processWatermark(GAP);

    assertThat(out()).hasSize(2);
  }

  @Test
  void what_comes_after_its_session_is_a_dead_letter() throws Exception {
    sessions.processWatermark(GAP);

    arrive(0, "/late");
    arrive(1, "/just-in-time");
    sessions.processWatermark(2 * GAP);

    assertThat(out()).containsExactly(session(1, 1, 1, "/just-in-time", "/just-in-time"));
    StreamRecord<DeadLetter> letter = sessions.getSideOutput(Main.DEAD_LETTERS).poll();
    assertThat(letter.getValue().reason()).isEqualTo(Reason.LATE);
    assertThat(letter.getValue().line()).isEqualTo("/late".getBytes(UTF_8));
    assertThat(sessions.getSideOutput(Main.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void an_old_line_still_joins_a_session_that_is_open() throws Exception {
    arrive(0, "/a");
    arrive(GAP, "/b");
    sessions.processWatermark(GAP + MINUTE);

    arrive(MINUTE, "/late-but-inside");
    sessions.processWatermark(2 * GAP);

    assertThat(out()).containsExactly(session(0, GAP, 3, "/a", "/b"));
  }

  @Test
  void open_sessions_and_their_timers_outlive_a_restart() throws Exception {
    arrive(0, "/a");
    arrive(10, "/b");
    OperatorSubtaskState state = sessions.snapshot(1, 1);
    sessions.close();

    sessions = harness();
    sessions.initializeState(state);
    sessions.open();
    arrive(20, "/c");
    sessions.processWatermark(20 + GAP);

    assertThat(out()).containsExactly(session(0, 20, 3, "/a", "/c"));
  }

  private static KeyedOneInputStreamOperatorTestHarness<Visitor, LogLine, Session> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new Sessions(Duration.ofMillis(GAP), 10)),
        LogLine::visitor,
        TypeInformation.of(Visitor.class));
  }

  private void arrive(long time, String page) throws Exception {
    sessions.processElement(new StreamRecord<>(line("192.0.2.7", "Some/1.0", time, page), time));
  }

  private static LogLine line(String address, String agent, long time, String page) {
    return new LogLine(Kind.REQUEST, time, address, agent, page, 10, page.getBytes(UTF_8));
  }

  private static Session session(
      long start, long end, long requests, String entryPage, String exitPage) {
    return new Session(
        "192.0.2.7", "Some/1.0", start, end, requests, 10 * requests, entryPage, exitPage, false);
  }

  private List<Session> out() {
    return sessions.extractOutputValues();
  }
}
