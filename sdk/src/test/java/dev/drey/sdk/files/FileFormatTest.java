package dev.drey.sdk.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.util.InstantiationUtil;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FileFormatTest {
  /** One component of each kind. */
  public record Visit(String page, long time, int status, double share, boolean bot, Kind kind) {}

  enum Kind {
    CLICK
  }

  private static final List<Visit> VISITS =
      List.of(
          new Visit("/ä", 5_000_000_000L, 200, 0.5, true, Kind.CLICK),
          new Visit(null, 1, 404, -1, false, Kind.CLICK));

  @TempDir private Path folder;

  @Test
  void json_is_one_object_a_line() throws Exception {
    Path file = write(FileFormat.json(), VISITS);

    assertThat(Files.readAllLines(file))
        .containsExactly(
            """
            {"page":"/ä","time":5000000000,"status":200,"share":0.5,"bot":true,"kind":"CLICK"}\
            """,
            """
            {"page":null,"time":1,"status":404,"share":-1.0,"bot":false,"kind":"CLICK"}\
            """);
  }

  @Test
  void parquet_has_a_column_for_each_component() throws Exception {
    Path file = write(FileFormat.parquet(Visit.class), VISITS);

    List<Group> rows = ParquetRows.of(Files.readAllBytes(file));
    assertThat(rows).hasSize(2);
    Group first = rows.get(0);
    assertThat(first.getString("page", 0)).isEqualTo("/ä");
    assertThat(first.getLong("time", 0)).isEqualTo(5_000_000_000L);
    assertThat(first.getInteger("status", 0)).isEqualTo(200);
    assertThat(first.getDouble("share", 0)).isEqualTo(0.5);
    assertThat(first.getBoolean("bot", 0)).isTrue();
    assertThat(first.getString("kind", 0)).isEqualTo("CLICK");
    assertThat(rows.get(1).getFieldRepetitionCount("page")).isZero();
  }

  @Test
  void what_no_column_can_hold_is_told_at_once() {
    record Nested(List<String> words) {}

    assertThatThrownBy(() -> FileFormat.parquet(Nested.class))
        .hasMessageContaining("no column of Parquet can hold")
        .hasMessageContaining("words");
  }

  @Test
  void an_element_lies_where_its_own_time_says() {
    var folders = new DateAndHour<Visit>(Visit::time);

    assertThat(folders.getBucketId(new Visit("/", 1_442_041_752_942L, 200, 0, false, null), null))
        .isEqualTo("date=2015-09-12/hour=07");
  }

  private <T> Path write(FileFormat<T> format, List<T> elements) throws Exception {
    FileFormat<T> there =
        new FileFormat<>(format.suffix(), InstantiationUtil.clone(format.writers()));
    Path file = folder.resolve("file" + format.suffix());
    try (var out =
        LocalFileSystem.getSharedInstance()
            .create(new org.apache.flink.core.fs.Path(file.toUri()), WriteMode.NO_OVERWRITE)) {
      BulkWriter<T> writer = there.writers().create(out);
      for (T element : elements) {
        writer.addElement(element);
      }
      writer.finish();
    }
    return file;
  }
}
