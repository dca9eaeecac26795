package dev.drey.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SavepointFilesTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  void files_of_all_kinds_of_state_are_found(int version) {
    byte[] metadata =
        Metadata.of(version, Metadata.canonical(Metadata.relative("keyed-state", 11)));

    assertThat(SavepointFiles.of(metadata))
        .isEqualTo(Map.of("keyed-state", 11L, "operator-state", 5L, "timers", 3L));
  }

  @Test
  void a_file_elsewhere_is_refused_by_its_name() {
    refused(Metadata.canonical(Metadata.absolute("s3://b/c/d")), "s3://b/c/d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other", "a/b", "..", "", "/etc/passwd", "a\\b"})
  void a_name_that_leads_away_is_refused(String name) {
    refused(Metadata.canonical(Metadata.relative(name, 1)), "not beside its _metadata");
  }

  @Test
  void a_native_format_is_refused() {
    refused(Metadata.incremental(), "native format");
  }

  @Test
  void what_is_cut_off_anywhere_is_refused() {
    byte[] whole = Metadata.of(4, Metadata.canonical(Metadata.relative("keyed-state", 11)));
    int end = whole.length - 3; // what follows is not looked at

    for (int length = 0; length < end; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> SavepointFiles.of(cut)).isInstanceOf(Refused.class);
    }
  }

  @Test
  void what_is_something_else_is_refused() {
    assertThatThrownBy(() -> SavepointFiles.of("PK this is a jar".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("not written by Flink");
    byte[] newer = Metadata.of(99, Metadata.incremental());
    assertThatThrownBy(() -> SavepointFiles.of(newer)).hasMessageContaining("version 99");
  }

  private static void refused(Metadata.Part keyed, String why) {
    assertThatThrownBy(() -> SavepointFiles.of(Metadata.of(4, keyed)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(why);
  }
}
