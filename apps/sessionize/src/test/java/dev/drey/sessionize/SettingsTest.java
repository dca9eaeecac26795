package dev.drey.sessionize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Settings settings = Settings.from(Map.of("sessionize", complete()));

    assertThat(settings.inputTopic()).isEqualTo("input.topic of test");
    assertThat(settings.gap()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.bound()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.kafka()).isEmpty();
  }

  @Test
  void a_missing_group_is_named() {
    assertThatThrownBy(() -> Settings.from(Map.of("kafka", new Properties())))
        .hasMessage("no property group \"sessionize\" among the application's: [kafka]");
  }

  @Test
  void a_missing_key_is_named_with_its_group() {
    Properties incomplete = complete();
    incomplete.remove("dead.letter.topic");

    assertThatThrownBy(() -> Settings.from(Map.of("sessionize", incomplete)))
        .hasMessage("property group \"sessionize\" lacks \"dead.letter.topic\"");
  }

  @Test
  void a_value_of_the_wrong_kind_is_named() {
    Properties wrong = complete();
    wrong.setProperty("session.gap", "30 minutes");

    assertThatThrownBy(() -> Settings.from(Map.of("sessionize", wrong)))
        .hasMessage(
            "property group \"sessionize\": \"session.gap\" is no duration such as PT30M: 30 minutes");
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
