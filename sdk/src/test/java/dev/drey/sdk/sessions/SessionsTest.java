package dev.drey.sdk.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsTest {
  private static final long GAP = 100;
  private static final OutputTag<Long> LATE = new OutputTag<>("late") {};

  private KeyedOneInputStreamOperatorTestHarness<String, Long, String> sessions;

  /** An event is its own time; a session counts its events. */
  private static final class Counting implements SessionLogic<String, Long, long[], String> {
    private static final long serialVersionUID = 1;

    @Override
    public long[] begin(Long event, long time) {
      return new long[] {time, time, 1};
    }

    @Override
    public long[] join(long[] first, long[] arrived) {
      return new long[] {
        Math.min(first[0], arrived[0]), Math.max(first[1], arrived[1]), first[2] + arrived[2]
      };
    }

    @Override
    public long start(long[] session) {
      return session[0];
    }

    @Override
    public long end(long[] session) {
      return session[1];
    }

    @Override
    public String close(String key, long[] session) {
      return key + " " + session[0] + "-" + session[1] + " x" + session[2];
    }

    @Override
    public TypeInformation<long[]> sessionType() {
      return TypeInformation.of(long[].class);
    }

    @Override
    public TypeInformation<String> resultType() {
      return Types.STRING;
    }
  }

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
  void a_pause_of_exactly_the_gap_divides_nothing() throws Exception {
    arrive(0, GAP);

    sessions.processWatermark(2 * GAP - 1);
    assertThat(sessions.extractOutputValues()).isEmpty();

    sessions.processWatermark(2 * GAP);
    assertThat(sessions.extractOutputValues()).containsExactly("a 0-100 x2");
  }

  @Test
  void an_event_in_between_makes_two_sessions_one() throws Exception {
    arrive(0, 2 * GAP, GAP);

    sessions.processWatermark(3 * GAP);

    assertThat(sessions.extractOutputValues()).containsExactly("a 0-200 x3");
    assertThat(sessions.numEventTimeTimers()).isZero();
    assertThat(sessions.numKeyedStateEntries()).isZero();
  }

  @Test
  void a_key_has_one_timer_however_many_sessions_are_open() throws Exception {
    arrive(0, 20, 40, 500, 1_000);

    assertThat(sessions.numEventTimeTimers()).isEqualTo(1);

    sessions.processWatermark(GAP);
    assertThat(sessions.numEventTimeTimers()).isEqualTo(1);
    assertThat(sessions.extractOutputValues()).isEmpty();

    sessions.processWatermark(40 + GAP);
    assertThat(sessions.extractOutputValues()).containsExactly("a 0-40 x3");
    assertThat(sessions.numEventTimeTimers()).isEqualTo(1);
  }

  @Test
  void a_session_that_begins_before_the_others_is_closed_before_them() throws Exception {
    arrive(1_000, 0);

    sessions.processWatermark(GAP);

    assertThat(sessions.extractOutputValues()).containsExactly("a 0-0 x1");
  }

  @Test
  void what_comes_after_its_session_goes_aside_and_what_still_joins_does_not() throws Exception {
    arrive(GAP);
    sessions.processWatermark(GAP + GAP / 2);

    arrive(GAP / 2, 10);
    arrive(20);
    sessions.processWatermark(3 * GAP);

    assertThat(sessions.extractOutputValues()).containsExactly("a 10-100 x4");
    assertThat(sessions.getSideOutput(LATE)).isNull();

    arrive(5);
    assertThat(sessions.getSideOutput(LATE))
        .extracting(record -> record.getValue())
        .containsExactly(5L);
  }

  @Test
  void open_sessions_outlive_a_restart() throws Exception {
    arrive(0, 500);
    OperatorSubtaskState state = sessions.snapshot(1, 1);
    sessions.close();

    sessions = harness();
    sessions.initializeState(state);
    sessions.open();
    arrive(20);
    sessions.processWatermark(Long.MAX_VALUE);

    assertThat(sessions.extractOutputValues()).containsExactly("a 0-20 x2", "a 500-500 x1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void in_any_order_the_sessions_are_those_of_sorted_events(long seed) throws Exception {
    var random = new Random(seed);
    long[] times = random.longs(400, 0, 20_000).toArray();

    for (int i = 0; i < times.length; i++) {
      arrive(times[i]);
      if (i % 40 == 0) {
        sessions.processWatermark(i - 1_000L); // behind every event, so that nothing is late
      }
    }
    sessions.processWatermark(Long.MAX_VALUE);

    assertThat(sessions.extractOutputValues()).containsExactlyInAnyOrderElementsOf(cut(times));
    assertThat(sessions.numKeyedStateEntries()).isZero();
    assertThat(sessions.numEventTimeTimers()).isZero();
  }

  @Test
  void no_gap_is_no_session() {
    assertThatThrownBy(
            () -> new Sessions<>(new Counting(), Duration.ZERO, Late.dropped("lateEvents")))
        .hasMessageContaining("the gap of a session must be longer than PT0S");
  }

  private static List<String> cut(long[] times) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    List<String> cut = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] - sorted[i - 1] > GAP) {
        cut.add("a " + sorted[from] + "-" + sorted[i - 1] + " x" + (i - from));
        from = i;
      }
    }
    return cut;
  }

  private void arrive(long... times) throws Exception {
    for (long time : times) {
      sessions.processElement(time, time);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Long, String> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new Sessions<>(
                new Counting(),
                Duration.ofMillis(GAP),
                Late.to("lateEvents", LATE, event -> event))),
        event -> "a",
        Types.STRING);
  }
}
