package dev.drey.server.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.server.http.auth.Signing.Signed;
import dev.drey.server.wire.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AnybodyTest {
  @TempDir private Path folder;

  private final Signed request = new Signing(Instant.EPOCH).signed("{}");
  private Anybody anybody;

  @BeforeEach
  void keys() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("credentials"),
            """
            [other]
            aws_access_key_id = AKIDOTHER
            aws_secret_access_key = hush
            drey_account = 111122223333
            drey_role = read-only
            """);
    anybody = new Anybody(AccessKeys.of(file, "000000000000"));
  }

  @Test
  void whoever_asks_from_here_is_an_admin() {
    Principal signed = anybody.claim(request.head(), "kinesisanalytics").proven("whatever");
    Principal unsigned = anybody.unsigned(request.without("authorization").head()).orElseThrow();

    assertThat(signed)
        .isEqualTo(new Principal("AKIDEXAMPLE", "anybody", "000000000000", Role.ADMIN));
    assertThat(unsigned.keyId()).isEqualTo("anonymous");
  }

  @Test
  void a_key_that_is_known_stands_for_its_account_whatever_its_signature() {
    Signed other = new Signing(Instant.EPOCH).key("AKIDOTHER", "wrong").signed("{}");

    assertThat(anybody.claim(other.head(), "kinesisanalytics").proven("whatever").account())
        .isEqualTo("111122223333");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:4747", "127.0.0.1:1", "[::1]:4747", "a.localhost"})
  void this_machine_has_many_names(String host) {
    assertThat(anybody.unsigned(request.with("host", host).head())).isPresent();
  }

  /** As a page would do whose own name has come to mean this machine. */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:4747", "localhost.evil.example"})
  void another_name_is_not_this_machines(String host) {
    RequestHead head = request.with("host", host).head();

    assertThat(anybody.unsigned(head)).isEmpty();
    assertThatThrownBy(() -> anybody.claim(head, "kinesisanalytics"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("--auth none")
        .extracting(fault -> ((Fault) fault).type())
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void nobody_else_is_answered() throws IOException {
    RequestHead here = request.head();
    var elsewhere =
        new RequestHead(
            here.method(),
            here.path(),
            here.query(),
            here.headers(),
            InetAddress.getByName("192.0.2.1"));

    assertThat(anybody.unsigned(elsewhere)).isEmpty();
    assertThatThrownBy(() -> anybody.claim(elsewhere, "kinesisanalytics"))
        .isInstanceOf(Fault.class);
  }
}
