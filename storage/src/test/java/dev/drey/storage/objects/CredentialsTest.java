package dev.drey.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CredentialsTest {
  @TempDir private Path home;

  private Path file() {
    return home.resolve("new/credentials");
  }

  @Test
  void a_key_is_made_once_and_then_read() {
    Credentials made = Credentials.readOrCreate(file());

    assertThat(Credentials.readOrCreate(file())).isEqualTo(made);
    assertThat(Credentials.readOrCreate(home.resolve("other"))).isNotEqualTo(made);
    assertThat(made.keyId()).matches("[A-Z0-9]{20}");
    assertThat(made.secret()).hasSize(40);
  }

  @Test
  void an_account_has_a_key_of_its_own_or_the_usual_one() throws IOException {
    String usual = "[default]\naws_access_key_id = A\naws_secret_access_key = a\n";
    String teams =
        "[b]\naws_access_key_id = B\naws_secret_access_key = b\ndrey_account = 111122223333\n";
    Path both = Files.writeString(home.resolve("both"), usual + teams);
    Path one = Files.writeString(home.resolve("one"), teams);

    assertThat(Credentials.read(both, "111122223333").keyId()).isEqualTo("B");
    assertThat(Credentials.read(both, "000000000000").keyId()).isEqualTo("A");
    assertThatThrownBy(() -> Credentials.read(one, "000000000000"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("have no key for the account 000000000000")
        .hasMessageContaining("drey_account = 000000000000");
  }

  @Test
  void clients_of_aws_read_the_file() {
    Credentials made = Credentials.readOrCreate(file());

    var file = ProfileFile.builder().content(file()).type(ProfileFile.Type.CREDENTIALS).build();
    var read =
        ProfileCredentialsProvider.builder()
            .profileFile(file)
            .profileName("default")
            .build()
            .resolveCredentials();

    assertThat(read.accessKeyId()).isEqualTo(made.keyId());
    assertThat(read.secretAccessKey()).isEqualTo(made.secret());
  }

  @Test
  void nobody_else_may_read_it_and_nothing_else_is_left() throws IOException {
    Credentials.readOrCreate(file());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(file().getParent().toFile().list()).containsExactly("credentials");
  }

  @Test
  void a_file_without_a_key_is_named() throws IOException {
    Path file =
        Files.writeString(home.resolve("credentials"), "[default]\naws_access_key_id = A\n");

    assertThatThrownBy(() -> Credentials.readOrCreate(file))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("the credentials " + file + " have no aws_secret_access_key");
  }

  @Test
  void a_file_that_cannot_be_made_is_named() throws IOException {
    Path below = Files.createFile(home.resolve("file")).resolve("credentials");

    assertThatThrownBy(() -> Credentials.readOrCreate(below))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("the credentials " + below + " cannot be made");
  }

  @Test
  void a_file_that_has_to_be_there_is_not_made() {
    assertThatThrownBy(() -> Credentials.read(file()))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("the credentials " + file() + " cannot be read");
    assertThat(file()).doesNotExist();
  }

  @Test
  void the_secret_does_not_show() {
    assertThat(new Credentials("ID", "hush")).hasToString("Credentials[keyId=ID, secret=(secret)]");
  }
}
