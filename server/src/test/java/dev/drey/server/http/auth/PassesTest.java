package dev.drey.server.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.control.HeldClock;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.server.http.auth.Passes.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PassesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Principal ASKS = new Principal("A", "one", "000000000000", Role.READ_ONLY);
  private static final ApplicationId CLICKS =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));

  @TempDir private Path folder;

  private final HeldClock clock = new HeldClock();
  private Passes passes;

  @BeforeEach
  void keys() throws IOException {
    write("[one]\naws_access_key_id = A\naws_secret_access_key = hush\n");
    passes = passesOfFile();
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("credentials"), text);
  }

  private Passes passesOfFile() {
    return new Passes(AccessKeys.of(folder.resolve("credentials"), "000000000000"), clock);
  }

  private void isNow(Instant now) {
    clock.forward(Duration.between(clock.instant(), now));
  }

  private String link() {
    return passes.link(ASKS, CLICKS, HALF_AN_HOUR).orElseThrow();
  }

  private Session session() {
    return passes.open(link()).orElseThrow();
  }

  @Test
  void a_link_that_is_opened_in_time_opens_a_session_for_the_rest_of_its_time() {
    String link = link();
    isNow(NOON.plusSeconds(179));

    Session session = passes.open(link).orElseThrow();

    assertThat(session.application()).isEqualTo(CLICKS);
    assertThat(session.left()).isEqualTo(HALF_AN_HOUR.minusSeconds(179));
    assertThat(passes.shownBy(session.value())).hasValue(CLICKS);
  }

  @Test
  void a_link_waits_for_three_minutes() {
    String link = link();
    isNow(NOON.plusSeconds(180));

    assertThat(passes.open(link)).isEmpty();
  }

  @Test
  void a_session_ends_when_its_time_is_over() {
    Session session = session();

    isNow(NOON.plus(HALF_AN_HOUR).minusSeconds(1));
    assertThat(passes.shownBy(session.value())).hasValue(CLICKS);
    isNow(NOON.plus(HALF_AN_HOUR));
    assertThat(passes.shownBy(session.value())).isEmpty();
  }

  @Test
  void a_link_is_no_session_and_a_session_no_link() {
    assertThat(passes.shownBy(link())).isEmpty();
    assertThat(passes.open(session().value())).isEmpty();
  }

  @Test
  void a_session_ends_with_its_key_and_outlives_the_server() throws IOException {
    Session session = session();
    assertThat(passesOfFile().shownBy(session.value())).hasValue(CLICKS);

    write("[one]\naws_access_key_id = A\naws_secret_access_key = another\n");
    assertThat(passes.shownBy(session.value())).isEmpty();
    write("[two]\naws_access_key_id = B\naws_secret_access_key = hush\n");
    assertThat(passes.shownBy(session.value())).isEmpty();
  }

  @Test
  void a_key_that_moved_to_another_account_shows_nothing_of_the_old_one() throws IOException {
    Session session = session();

    write(
        "[one]\naws_access_key_id = A\naws_secret_access_key = hush\ndrey_account = 111122223333\n");

    assertThat(passes.shownBy(session.value())).isEmpty();
  }

  @Test
  void a_key_that_is_not_known_gets_no_link() {
    var stranger = new Principal("X", "anybody", "000000000000", Role.ADMIN);

    assertThat(passes.link(stranger, CLICKS, HALF_AN_HOUR)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a.b", "a.b.c", "!!!.???", "QQ.QQ", "QQoKCg.QQ", "\u00e4.\u00e4"})
  void what_nobody_sealed_opens_nothing(String made) {
    assertThat(passes.open(made)).isEmpty();
    assertThat(passes.shownBy(made)).isEmpty();
  }

  @Test
  void not_one_letter_of_a_session_can_be_changed() {
    String value = session().value();

    for (int i = 0; i < value.length(); i++) {
      char other = value.charAt(i) == 'A' ? 'B' : 'A';
      String changed = value.substring(0, i) + other + value.substring(i + 1);
      assertThat(passes.shownBy(changed)).as("with letter %d changed", i).isEmpty();
    }
  }

  @Test
  void the_secret_is_not_in_what_is_handed_out() {
    assertThat(link()).doesNotContain("hush").doesNotContain("aHVzaA");
  }
}
