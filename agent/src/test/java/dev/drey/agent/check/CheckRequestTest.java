package dev.drey.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckRequestTest {
  @Test
  void what_follows_two_dashes_is_for_main() {
    var request =
        CheckRequest.parse(
            "--jar", "job.jar", "--config-dir", "conf", "--out", "out.json", "--", "--jar", "x");

    assertThat(request.jar()).contains(Path.of("job.jar"));
    assertThat(request.arguments()).containsExactly("--jar", "x");
  }

  @Test
  void wrong_words_are_named() {
    assertThatThrownBy(() -> CheckRequest.parse("--jra", "job.jar")).hasMessageContaining("--jra");
    assertThatThrownBy(() -> CheckRequest.parse("--jar", "job.jar"))
        .hasMessageContaining("--config-dir");
    assertThatThrownBy(() -> CheckRequest.parse("--parallelism", "0")).hasMessageContaining("0");
    assertThatThrownBy(() -> CheckRequest.parse("--out")).hasMessageContaining("needs a value");
  }
}
