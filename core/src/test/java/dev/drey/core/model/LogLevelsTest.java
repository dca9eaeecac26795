package dev.drey.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.LogLevels.Level;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogLevelsTest {

  @Test
  void every_logger_has_the_usual_level_but_those_that_are_named() {
    assertThat(LogLevels.of("WARN", Map.of("org.apache.kafka", "error")))
        .isEqualTo(new LogLevels(Level.WARN, Map.of("org.apache.kafka", Level.ERROR)));
  }

  @Test
  void the_root_may_be_named_too() {
    assertThat(LogLevels.of("INFO", Map.of("root", "OFF")))
        .isEqualTo(new LogLevels(Level.OFF, Map.of()));
  }

  @Test
  void what_is_no_level_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> LogLevels.of("INFO", Map.of("a.b", "LOUD")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("the level of a.b is LOUD; there is TRACE, DEBUG, INFO");
  }

  @Test
  void what_is_no_name_of_a_logger_cannot_get_into_a_file_of_settings() {
    assertThatThrownBy(() -> LogLevels.of("INFO", Map.of("a\nrootLogger.level", "OFF")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("not the name of a logger");
  }
}
