package dev.drey.bots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BehaviourTest {
  private static final long MINUTE = 60_000;
  private static final Rules RULES = new Rules(2, List.of("/trap", "/.env"));

  @Test
  void a_person_is_not_tagged() {
    assertThat(after("/a", 0, "/b", 1, "/c", MINUTE, "/d", MINUTE + 1).reasons()).isEmpty();
  }

  @Test
  void more_in_one_minute_than_a_person_has_is_never_forgotten() {
    assertThat(after("/a", 0, "/b", 1, "/c", 2).reasons()).containsExactly(Reason.RATE);
    assertThat(after("/a", 0, "/b", 1, "/c", 2, "/d", 9 * MINUTE).reasons())
        .containsExactly(Reason.RATE);
  }

  @Test
  void what_comes_out_of_order_counts_for_no_minute_but_the_newest() {
    assertThat(after("/a", MINUTE, "/b", 0, "/c", 1, "/d", MINUTE + 5).reasons()).isEmpty();
  }

  @Test
  void who_reads_robots_txt_or_falls_into_a_honeypot_is_a_program() {
    assertThat(after("/robots.txt", 0).reasons()).containsExactly(Reason.ROBOTS_TXT);
    assertThat(after("/.env", 0, "/a", MINUTE, "/trap", 2 * MINUTE).reasons())
        .containsExactly(Reason.HONEYPOT);
  }

  /** Pages and times by turns. */
  private static Behaviour after(Object... pagesAndTimes) {
    Behaviour behaviour = Behaviour.NONE;
    for (int i = 0; i < pagesAndTimes.length; i += 2) {
      long time = ((Number) pagesAndTimes[i + 1]).longValue();
      behaviour =
          behaviour.after(
              new Interaction("id", "user", "", (String) pagesAndTimes[i], time), RULES);
    }
    return behaviour;
  }
}
