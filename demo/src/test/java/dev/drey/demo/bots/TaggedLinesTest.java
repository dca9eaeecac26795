package dev.drey.demo.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.demo.DemoFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TaggedLinesTest {
  private static final String OF_A_BOT =
      "{\"id\":\"1\",\"user\":\"u\",\"time\":7,\"bot\":true,\"reasons\":\"rate honeypot\"}";
  private static final String OF_A_PERSON =
      "{\"id\":\"2\",\"user\":\"v\",\"time\":8,\"bot\":false,\"reasons\":\"\"}";
  private static final Map<String, String> TRUTH =
      Map.of("1", "u 7 [rate honeypot]", "2", "v 8 []");

  @Test
  void reasons_are_counted_and_rows_are_compared() {
    TaggedLines lines = TaggedLines.of(List.of(OF_A_BOT, OF_A_PERSON));

    assertThat(lines.ofBots()).isEqualTo(1);
    assertThat(lines.reasons()).isEqualTo(Map.of("rate", 1L, "honeypot", 1L));
    assertThatCode(() -> lines.requireEqual(TRUTH)).doesNotThrowAnyException();
  }

  @Test
  void what_is_missing_or_otherwise_is_named() {
    assertThatThrownBy(() -> TaggedLines.of(List.of(OF_A_BOT)).requireEqual(TRUTH))
        .isInstanceOf(DemoFailure.class)
        .hasMessage("the interaction 2 was written as null, and should be v 8 []");
    assertThatThrownBy(
            () ->
                TaggedLines.of(List.of(OF_A_BOT, OF_A_PERSON.replace(":8", ":9")))
                    .requireEqual(TRUTH))
        .hasMessageContaining("v 9 []");
  }

  @Test
  void nothing_may_be_there_twice() {
    assertThatThrownBy(() -> TaggedLines.of(List.of(OF_A_PERSON, OF_A_PERSON)))
        .hasMessage("the interaction 2 was written twice");
  }
}
