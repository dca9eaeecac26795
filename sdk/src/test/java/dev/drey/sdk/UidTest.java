package dev.drey.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UidTest {
  @Test
  void a_uid_reads_like_a_name() {
    assertThat(new Uid("read-lines-2")).hasToString("read-lines-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Read", "read lines", "-read", "read--lines"})
  void other_things_are_no_uid(String text) {
    assertThatThrownBy(() -> new Uid(text)).hasMessageContaining("not the uid of an operator");
  }
}
