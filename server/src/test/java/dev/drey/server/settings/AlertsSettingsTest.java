package dev.drey.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.health.Thresholds;
import dev.drey.core.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AlertsSettingsTest {
  @TempDir private Path home;

  @Test
  void alerts_are_on_and_in_the_log_alone() {
    Settings.Alerts alerts = read(Map.of()).alerts();

    assertThat(alerts.enabled()).isTrue();
    assertThat(alerts.webhook()).isEmpty();
    assertThat(alerts.thresholds()).isEqualTo(Thresholds.USUAL);
    assertThat(alerts.quiet()).hasMinutes(5);
  }

  @Test
  void what_is_wrong_is_said_by_settings() {
    Settings.Alerts alerts =
        read(Map.of("drey.alerts.window", "30s", "drey.alerts.disk", "72.5")).alerts();

    assertThat(alerts.thresholds().window()).hasSeconds(30);
    assertThat(alerts.thresholds().disk()).isEqualTo(72.5);
    assertThatThrownBy(() -> read(Map.of("drey.alerts.memory", "101")))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("from 0 to 100");
  }

  @Test
  void a_webhook_has_a_secret_that_no_message_shows() throws IOException {
    Path file = Files.writeString(home.resolve("secret"), "between us\n");

    Settings settings =
        read(
            Map.of(
                "drey.alerts.webhook",
                "https://hooks.example.com/drey",
                "drey.alerts.secret-file",
                file.toString()));

    assertThat(settings.alerts().webhook())
        .contains(
            new Settings.Alerts.Webhook(
                URI.create("https://hooks.example.com/drey"), new Secret("between us")));
    assertThat(settings.toString()).doesNotContain("between us");
  }

  @Test
  void a_webhook_without_a_secret_is_refused() {
    assertThatThrownBy(() -> read(Map.of("drey.alerts.webhook", "https://hooks.example.com")))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("drey.alerts.secret-file");
  }

  private Settings read(Map<String, String> flags) {
    return SettingsReader.read(home, Map.of(), flags);
  }
}
