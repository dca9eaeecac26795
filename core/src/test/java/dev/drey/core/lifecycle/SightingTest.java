package dev.drey.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Notes;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SightingTest {
  @Test
  void what_has_completed_a_checkpoint_and_not_failed_since_is_up() {
    assertThat(comingUp(true).sighting().isUp()).isTrue();
    assertThat(Sighting.of(Condition.HEALTHY).isUp()).isTrue();
  }

  @Test
  void what_has_completed_none_or_has_failed_or_lost_a_process_is_not() {
    assertThat(comingUp(false).sighting().isUp()).isFalse();
    assertThat(comingUp(true).failures(1, Optional.of("why"), Optional.empty()).sighting().isUp())
        .isFalse();
    assertThat(comingUp(true).missingTaskManagers(1).sighting().isUp()).isFalse();
    assertThat(Sighting.of(Condition.LOST).isUp()).isFalse();
  }

  private static Notes comingUp(boolean checkpointed) {
    return Sighting.looked(Condition.COMING_UP)
        .newestCheckpoint(Optional.of("chk-1"), checkpointed);
  }
}
