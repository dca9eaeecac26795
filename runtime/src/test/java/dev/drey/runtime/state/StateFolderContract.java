package dev.drey.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is expected of every place that state may lie in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class StateFolderContract {
  abstract StateFolder folder();

  /** As Flink does. */
  abstract void write(String file, String text);

  @Test
  void what_is_not_there_has_no_children_and_no_time() {
    assertThat(folder().children("nothing")).isEmpty();
    assertThat(folder().written("nothing/here")).isEmpty();
    assertThat(folder().read("nothing/here")).isEmpty();
    folder().delete("nothing");
    folder().deleteFile("nothing/here");
  }

  @Test
  void children_are_files_and_folders_of_one_level() {
    write("a/chk-1/_metadata", "1");
    write("a/chk-2/_metadata", "2");
    write("a/chk-2/part", "2");
    write("a/file", "f");
    write("ab/other", "o");

    assertThat(folder().children("a")).containsExactlyInAnyOrder("chk-1", "chk-2", "file");
  }

  @Test
  void what_was_written_has_its_time_and_its_content() {
    write("a/_metadata", "state");

    Instant written = folder().written("a/_metadata").orElseThrow();

    assertThat(Duration.between(written, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    assertThat(new String(folder().read("a/_metadata").orElseThrow(), StandardCharsets.UTF_8))
        .isEqualTo("state");
  }

  @Test
  void a_file_is_deleted_alone() {
    write("a/b", "1");
    write("a/bc", "2");

    folder().deleteFile("a/b");

    assertThat(folder().children("a")).containsExactly("bc");
  }

  @Test
  void a_deletion_takes_what_is_below_and_nothing_beside() {
    write("a/b/c", "1");
    write("a/b/d/e", "2");
    write("a/bc", "3");

    folder().delete("a/b");

    assertThat(folder().children("a")).containsExactly("bc");
  }
}
