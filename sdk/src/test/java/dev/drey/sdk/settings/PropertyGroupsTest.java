package dev.drey.sdk.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PropertyGroupsTest {
  enum Level {
    JUST_A_LITTLE,
    ALL
  }

  @Group("clicks")
  record Settings(
      String inputTopic,
      List<String> topics,
      @Default("PT30M") @AtLeast(1) Duration sessionGap,
      @Default("10") @AtLeast(1) int kept,
      @Default("5000000000") long bytes,
      @Default("0.5") double share,
      @Default("false") boolean strict,
      @Default("all") Level level,
      Optional<URI> endpoint,
      @Group("kafka") Properties kafka,
      @Group("robots") Robots robots) {}

  record Robots(@Default("100") int rate) {
    Robots {
      if (rate == 13) {
        throw new IllegalArgumentException("13 brings bad luck");
      }
    }
  }

  @Test
  void what_is_not_said_has_a_default() {
    Settings settings = read(Map.of("input.topic", "in", "topics", "a, b"));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "in",
                List.of("a", "b"),
                Duration.ofMinutes(30),
                10,
                5_000_000_000L,
                0.5,
                false,
                Level.ALL,
                Optional.empty(),
                new Properties(),
                new Robots(100)));
  }

  @Test
  void what_is_said_counts() {
    Settings settings =
        read(
            Map.of("input.topic", "in", "topics", "a", "kept", " 7 ", "level", "just-a-little"),
            Map.of(
                "kafka", properties(Map.of("security.protocol", "SSL")),
                "robots", properties(Map.of("rate", "5"))));

    assertThat(settings.kept()).isEqualTo(7);
    assertThat(settings.level()).isEqualTo(Level.JUST_A_LITTLE);
    assertThat(settings.kafka()).containsEntry("security.protocol", "SSL");
    assertThat(settings.robots().rate()).isEqualTo(5);
  }

  @Test
  void all_problems_are_told_at_once() {
    SettingsException wrong =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                read(
                    Map.of(
                        "topics",
                        "a",
                        "session.gap",
                        "30 minutes",
                        "kept",
                        "0",
                        "level",
                        "some",
                        "strict",
                        "yes",
                        "endpiont",
                        "http://127.0.0.1"),
                    Map.of("robots", properties(Map.of("rate", "13")))));

    assertThat(wrong.problems())
        .containsExactly(
            "property group \"clicks\" lacks \"input.topic\"",
            "property group \"clicks\": \"session.gap\" is no duration such as PT30M of at least 1: 30 minutes",
            "property group \"clicks\": \"kept\" is no whole number of at least 1: 0",
            "property group \"clicks\": \"strict\" is no true or false: yes",
            "property group \"clicks\": \"level\" is no one of just-a-little, all: some",
            "property group \"robots\": 13 brings bad luck",
            "property group \"clicks\" has the unknown \"endpiont\"; the nearest known is \"endpoint\"");
    assertThat(wrong).hasMessageStartingWith("7 problems with the application's properties:\n- ");
  }

  @Test
  void a_missing_group_is_named() {
    assertThatThrownBy(
            () -> PropertyGroups.of(Map.of("kafka", new Properties())).read(Settings.class))
        .hasMessage("no property group \"clicks\" among the application's: [kafka]");
  }

  @Test
  void locally_they_come_from_a_file(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("properties.json"),
            """
            [{"PropertyGroupId": "clicks", "PropertyMap": {"input.topic": "in", "topics": "a"}}]
            """);

    assertThat(PropertyGroups.ofApplication(file.toString()).read(Settings.class).inputTopic())
        .isEqualTo("in");
    assertThatThrownBy(() -> PropertyGroups.ofApplication(folder.resolve("none").toString()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no file of property groups at ");
  }

  private static Settings read(Map<String, String> clicks) {
    return read(clicks, Map.of());
  }

  private static Settings read(Map<String, String> clicks, Map<String, Properties> others) {
    Map<String, Properties> groups = new HashMap<>(others);
    groups.put("clicks", properties(clicks));
    return PropertyGroups.of(groups).read(Settings.class);
  }

  private static Properties properties(Map<String, String> values) {
    var properties = new Properties();
    properties.putAll(values);
    return properties;
  }
}
