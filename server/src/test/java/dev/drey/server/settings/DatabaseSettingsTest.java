package dev.drey.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.Secret;
import dev.drey.storage.database.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseSettingsTest {
  private static final String URL = "jdbc:postgresql://db.example:5432/drey";

  @TempDir private Path home;

  @Test
  void applications_are_kept_in_the_home_where_nothing_is_said() {
    assertThat(read(Map.of(), Map.of()).database()).isEmpty();
  }

  @Test
  void one_setting_is_enough() {
    assertThat(read(Map.of(), Map.of("drey.database.url", URL)).database())
        .contains(new PostgresAddress(URL, Optional.empty(), Optional.empty()));
  }

  @Test
  void the_password_comes_from_a_file() throws IOException {
    Path file = Files.writeString(home.resolve("password"), "hunter2\n# of the database\n");

    Settings settings =
        read(
            Map.of("DREY_DATABASE_URL", URL, "DREY_DATABASE_USER", "drey"),
            Map.of("drey.database.password-file", file.toString()));

    assertThat(settings.database()).contains(address("hunter2"));
    assertThat(settings.toString()).contains(URL).doesNotContain("hunter2");
  }

  @Test
  void the_password_comes_from_the_environment() {
    assertThat(
            read(
                    Map.of("DREY_DATABASE_PASSWORD", "hunter2"),
                    Map.of("drey.database.url", URL, "drey.database.user", "drey"))
                .database())
        .contains(address("hunter2"));
  }

  @Test
  void a_password_where_others_may_read_it_is_refused_and_not_repeated() {
    assertThatThrownBy(() -> read(Map.of(), Map.of("drey.database.password", "hunter2")))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("DREY_DATABASE_PASSWORD")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> read(Map.of("DREY_DATABASE_URL", URL + "?password=hunter2"), Map.of()))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("DREY_DATABASE_URL in the environment")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(),
                    Map.of(
                        "drey.database.url", URL, "drey.database.password-file", home + "/none")))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining(home + "/none");
  }

  private Settings read(Map<String, String> environment, Map<String, String> commandLine) {
    return SettingsReader.read(home, environment, commandLine);
  }

  private static PostgresAddress address(String password) {
    return new PostgresAddress(URL, Optional.of("drey"), Optional.of(new Secret(password)));
  }
}
