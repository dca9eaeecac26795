package dev.drey.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PatienceTest {
  private static final Patience PATIENCE = new Patience(100, 20);
  private static final Order ORDER = new Order("o", "r", 1_000, 5);

  @Test
  void nothing_is_certain_before_the_order_s_own_time() {
    assertThat(PATIENCE.answer(ORDER, List.of(at(999)), 999).isFinal()).isFalse();
  }

  @Test
  void the_newest_up_to_the_order_is_it() {
    assertThat(answer(1_000, at(950), at(1_000), at(1_001))).contains(at(1_000));
    assertThat(answer(1_000, at(990), at(950))).contains(at(990));
  }

  @Test
  void one_that_is_too_old_is_none_and_the_first_after_is_waited_for() {
    Position old = at(899);
    assertThat(PATIENCE.answer(ORDER, List.of(old), 1_000).isFinal()).isFalse();
    assertThat(answer(1_000, at(900))).contains(at(900));

    // an earlier one could still come
    assertThat(PATIENCE.answer(ORDER, List.of(old, at(1_010)), 1_009).isFinal()).isFalse();
    assertThat(answer(1_010, old, at(1_015), at(1_010))).contains(at(1_010));
  }

  @Test
  void it_is_waited_for_so_long_and_no_longer() {
    assertThat(PATIENCE.answer(ORDER, List.of(), 1_019).isFinal()).isFalse();
    assertThat(answer(1_020, at(1_020))).contains(at(1_020));
    assertThat(answer(1_020, at(1_021))).isEmpty();
  }

  @Test
  void of_positions_in_the_past_only_the_newest_can_still_be_of_use_while_it_is_young() {
    List<Position> all = List.of(at(900), at(950), at(1_100));

    assertThat(PATIENCE.stillNeeded(all, 1_000)).containsExactly(at(950), at(1_100));
    assertThat(PATIENCE.stillNeeded(all, 1_050)).containsExactly(at(1_100));
    assertThat(PATIENCE.stillNeeded(all, 1_200)).isEmpty();
  }

  private static Optional<Position> answer(long now, Position... positions) {
    Patience.Answer answer = PATIENCE.answer(ORDER, List.of(positions), now);
    assertThat(answer.isFinal()).isTrue();
    return answer.position();
  }

  private static Position at(long time) {
    return new Position("r", 1, 2, time);
  }
}
