package dev.drey.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.health.Alarms.Notice;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AlarmsTest {
  private static final ApplicationId CLICKS =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));
  private static final ApplicationId ORDERS =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("orders"));
  private static final Finding DISK = new Finding(Ailment.DISK_SHORT, "93 % full");
  private static final Finding LOOP = new Finding(Ailment.RESTARTING_IN_LOOPS, "4 times");
  private static final Finding HELD = new Finding(Ailment.BACK_PRESSURED, "80 %");

  private Instant now = Patient.NOON;
  private Alarms alarms = Alarms.none(Duration.ofMinutes(5));

  @Test
  void are_raised_once() {
    assertThat(look(DISK)).containsExactly("RAISED DISK_SHORT 93 % full");
    assertThat(look(DISK)).isEmpty();
    assertThat(look(DISK, LOOP)).containsExactly("RAISED RESTARTING_IN_LOOPS 4 times");
  }

  @Test
  void are_cleared_once_after_five_quiet_minutes() {
    look(DISK);
    minutes(4);
    assertThat(look()).isEmpty();
    minutes(1);
    assertThat(look()).containsExactly("CLEARED DISK_SHORT not seen for 5 min");
    assertThat(look()).isEmpty();
  }

  @Test
  void what_comes_and_goes_is_one_alarm() {
    look(DISK);
    for (int i = 0; i < 30; i++) {
      minutes(2);
      assertThat(i % 2 == 0 ? look() : look(DISK)).isEmpty();
    }
    minutes(5);
    assertThat(look()).hasSize(1);
    assertThat(look(DISK)).containsExactly("RAISED DISK_SHORT 93 % full");
  }

  @Test
  void end_with_the_run_of_an_application() {
    look(DISK);

    assertThat(turn(Map.of())).containsExactly("CLEARED DISK_SHORT it does not run any more");
  }

  @Test
  void stay_as_they_are_where_nobody_can_see() {
    look(DISK);
    minutes(30);

    assertThat(turn(Map.of(CLICKS, Optional.empty()))).isEmpty();
    assertThat(look(DISK)).isEmpty();
  }

  @Test
  void are_not_made_of_what_only_explains() {
    assertThat(look(HELD)).isEmpty();
    assertThat(alarms.raised()).isEmpty();
  }

  @Test
  void of_one_application_are_not_those_of_another() {
    look(DISK);

    assertThat(turn(Map.of(CLICKS, Optional.of(List.of(DISK)), ORDERS, Optional.of(List.of(DISK)))))
        .hasSize(1);
    assertThat(alarms.raised()).hasSize(2);
  }

  @Test
  void have_one_id_from_beginning_to_end() {
    Alarms.Turn raised = alarms.and(Map.of(CLICKS, Optional.of(List.of(DISK))), now);
    Alarms.Turn cleared = raised.alarms().and(Map.of(), now.plusSeconds(60));

    assertThat(raised.notices().get(0).id())
        .isEqualTo(cleared.notices().get(0).id())
        .isEqualTo("clicks/DISK_SHORT/" + now.toEpochMilli());
  }

  private List<String> look(Finding... findings) {
    return turn(Map.of(CLICKS, Optional.of(List.of(findings))));
  }

  private List<String> turn(Map<ApplicationId, Optional<List<Finding>>> found) {
    Alarms.Turn turn = alarms.and(found, now);
    alarms = turn.alarms();
    return turn.notices().stream().map(AlarmsTest::shown).toList();
  }

  private static String shown(Notice notice) {
    return notice.state() + " " + notice.subject().ailment() + " " + notice.says();
  }

  private void minutes(int minutes) {
    now = now.plus(Duration.ofMinutes(minutes));
  }
}
