package dev.drey.sessionize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.sdk.settings.PropertyGroups;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsTest {

  @Test
  void what_is_not_said_has_a_default() {
    Settings settings = read(complete());

    assertThat(settings.inputTopic()).isEqualTo("input.topic of test");
    assertThat(settings.sessionGap()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.disorderBound()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.kafka()).isEmpty();
  }

  @Test
  void what_is_wrong_is_told_at_once() {
    Properties wrong = complete();
    wrong.remove("dead.letter.topic");
    wrong.setProperty("session.gap", "30 minutes");

    assertThatThrownBy(() -> read(wrong))
        .hasMessageContaining("property group \"sessionize\" lacks \"dead.letter.topic\"")
        .hasMessageContaining("\"session.gap\" is no duration such as PT30M");
  }

  static Settings read(Properties properties) {
    return PropertyGroups.of(Map.of("sessionize", properties)).read(Settings.class);
  }

  static Properties complete() {
    var properties = new Properties();
    for (String key :
        new String[] {
          "bootstrap.servers",
          "input.topic",
          "output.topic",
          "dead.letter.topic",
          "group.id",
          "transactional.id.prefix"
        }) {
      properties.setProperty(key, key + " of test");
    }
    return properties;
  }
}
