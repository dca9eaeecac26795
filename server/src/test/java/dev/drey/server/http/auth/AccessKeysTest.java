package dev.drey.server.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.Refused;
import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessKeysTest {
  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("credentials"), text);
  }

  private AccessKeys keys(String text) throws IOException {
    return AccessKeys.of(write(text), "000000000000");
  }

  @Test
  void a_profile_says_whose_key_it_is_and_what_it_may_do() throws IOException {
    AccessKeys keys =
        keys(
            """
            # whoever started it
            [default]
            aws_access_key_id = A
            aws_secret_access_key = a
            region = eu-west-1

            [dashboards]
            aws_access_key_id=B
            aws_secret_access_key=b=b
            drey_account=111122223333
            drey_role=read-only
            """);

    assertThat(keys.find("A").orElseThrow().owner())
        .isEqualTo(new Principal("A", "default", "000000000000", Role.ADMIN));
    assertThat(keys.find("B").orElseThrow().owner())
        .isEqualTo(new Principal("B", "dashboards", "111122223333", Role.READ_ONLY));
    assertThat(keys.find("B").orElseThrow().secret()).isEqualTo("b=b");
    assertThat(keys.find("C")).isEmpty();
    assertThat(keys.account("B")).isEqualTo("111122223333");
  }

  @Test
  void a_key_opens_the_buckets_of_its_account() throws IOException {
    AccessKeys keys =
        keys(
            """
            [default]
            aws_access_key_id = A
            aws_secret_access_key = a
            [reader]
            aws_access_key_id = B
            aws_secret_access_key = b
            drey_account = 111122223333
            drey_role = read-only
            [temporary]
            aws_access_key_id = C
            aws_secret_access_key = c
            aws_session_token = t
            [once]
            aws_access_key_id = D
            aws_secret_access_key = d
            drey_expires = 2026-01-01T00:00:00Z
            """);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(keys.holder("A", now)).contains(new Keyring.Holder("000000000000", "a", true));
    assertThat(keys.holder("B", now)).contains(new Keyring.Holder("111122223333", "b", false));
    assertThat(keys.holder("C", now)).as("the store cannot ask for its token").isEmpty();
    assertThat(keys.holder("D", now)).isEmpty();
    assertThat(keys.holder("D", now.minusSeconds(1))).isPresent();
    assertThat(keys.holder(keys.own("keeper", "111122223333").keyId(), now)).isPresent();
  }

  @Test
  void all_that_is_wrong_with_a_profile_is_told_at_once() {
    assertThatThrownBy(
            () ->
                keys(
                    """
                    [broken]
                    aws_access_key_id = with space
                    drey_account = 12
                    drey_role = owner
                    drey_expires = tomorrow
                    """))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(folder.resolve("credentials").toString())
        .hasMessageContaining("the profile broken has no usable aws_access_key_id")
        .hasMessageContaining("no aws_secret_access_key")
        .hasMessageContaining("drey_account that is not of twelve digits")
        .hasMessageContaining("drey_role that is neither admin nor read-only")
        .hasMessageContaining("drey_expires that is no time like");
  }

  @Test
  void a_key_stands_in_it_once() {
    String profile = "[%s]\naws_access_key_id = A\naws_secret_access_key = hush\n";

    assertThatThrownBy(() -> keys(profile.formatted("one") + profile.formatted("two")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("the key A stands in it twice")
        .hasMessageNotContaining("hush");
  }

  @Test
  void a_file_without_keys_is_of_no_use() {
    assertThatThrownBy(() -> keys("")).isInstanceOf(Refused.class).hasMessageContaining("no key");
  }

  @Test
  void a_change_holds_at_once_and_one_that_cannot_be_read_not_at_all() throws IOException {
    AccessKeys keys = keys("[one]\naws_access_key_id = A\naws_secret_access_key = a\n");

    write("[one]\naws_access_key_id = B\naws_secret_access_key = bb\n");
    assertThat(keys.find("A")).isEmpty();
    assertThat(keys.find("B")).isPresent();

    write("[one]\naws_access_key_id = C\n");
    assertThat(keys.find("B")).isPresent();
    Files.delete(folder.resolve("credentials"));
    assertThat(keys.find("B")).isPresent();

    write("[one]\naws_access_key_id = D\naws_secret_access_key = ddd\n");
    assertThat(keys.find("B")).isEmpty();
    assertThat(keys.find("D")).isPresent();
  }

  @Test
  void a_key_of_the_servers_own_stays_whatever_becomes_of_the_file() throws IOException {
    AccessKeys keys = keys("[one]\naws_access_key_id = A\naws_secret_access_key = a\n");

    Credentials own = keys.own("keeper", "111122223333");
    write("[one]\naws_access_key_id = D\naws_secret_access_key = ddd\n");

    assertThat(keys.find(own.keyId()).orElseThrow().owner())
        .isEqualTo(new Principal(own.keyId(), "keeper", "111122223333", Role.ADMIN));
    assertThat(keys.find("D")).isPresent();
  }

  @Test
  void a_secret_does_not_show() throws IOException {
    AccessKeys keys = keys("[one]\naws_access_key_id = A\naws_secret_access_key = hush\n");

    assertThat(keys.find("A").orElseThrow()).hasToString("AccessKey[A, secret=(secret)]");
  }
}
