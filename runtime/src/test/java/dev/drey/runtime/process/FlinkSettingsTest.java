package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.capacity.PythonMemory;
import dev.drey.core.options.SetOption;
import dev.drey.core.options.SetOption.By;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FlinkSettingsTest {
  private static final String WEIGHTS = "taskmanager.memory.managed.consumer-weights";

  @Test
  void what_is_preset_for_Python_is_told_but_for_sizes_which_are_parts_by_then() {
    assertThat(new FlinkSettings().preset(new PythonMemory(Map.of())).all())
        .containsExactly(
            new SetOption(WEIGHTS, "OPERATOR:50,STATE_BACKEND:50,PYTHON:50", By.RUNTIME));
  }

  @Test
  void what_the_application_sets_stands_instead_of_what_is_preset() {
    Map<String, String> own = Map.of(WEIGHTS, "STATE_BACKEND:20,PYTHON:80");

    assertThat(new FlinkSettings().preset(new PythonMemory(own)).options(own).all())
        .containsExactly(new SetOption(WEIGHTS, "STATE_BACKEND:20,PYTHON:80", By.APPLICATION));
  }
}
