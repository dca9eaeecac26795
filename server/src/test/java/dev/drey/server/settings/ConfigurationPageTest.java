package dev.drey.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md"); // from this module

  @Test
  void the_page_lists_every_setting_as_it_is() throws IOException {
    List<String> rows;
    try (Stream<String> lines = Files.lines(PAGE)) {
      rows = lines.filter(line -> line.startsWith("| `drey.")).toList();
    }

    assertThat(rows).containsExactlyElementsOf(Stream.of(Key.values()).map(this::row).toList());
  }

  private String row(Key key) {
    String preset = key.preset().isEmpty() ? "nothing" : "`" + key.preset() + "`";
    return "| `%s` | %s | %s |".formatted(key.key(), preset, key.meaning());
  }
}
