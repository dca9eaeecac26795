package dev.drey.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FolderNameTest {
  @Test
  void a_plain_name_is_the_folders() {
    assertThat(FolderName.of("before-sale_2.1")).isEqualTo("before-sale_2.1");
  }

  @Test
  void no_name_leads_out_of_its_place_or_is_too_long() {
    assertThat(FolderName.of("..")).startsWith("_..-").isNotEqualTo(FolderName.of("."));
    assertThat(FolderName.of("x".repeat(256))).hasSizeLessThan(200);
    assertThat(FolderName.of("x".repeat(256))).isNotEqualTo(FolderName.of("x".repeat(255)));
  }

  @Test
  void ids_are_what_flink_takes_and_always_the_same() {
    assertThat(FolderName.id("clicks-v1-1")).matches("[0-9a-f]{32}");
    assertThat(FolderName.id("clicks-v1-1")).isEqualTo(FolderName.id("clicks-v1-1"));
  }
}
