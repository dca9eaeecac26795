package dev.drey.server.http.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.server.http.auth.Principal;
import dev.drey.server.http.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditTrailTest {
  private static final Principal WHO = new Principal("A", "one", "000000000000", Role.ADMIN);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("audit.jsonl");
  }

  private static Entry entry(int i) {
    return new Entry(
        Instant.EPOCH,
        "request-" + i,
        WHO,
        "127.0.0.1",
        "StartApplication",
        "OK",
        Optional.empty());
  }

  @Test
  void it_goes_on_where_it_was_and_nobody_else_may_read_it() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (var trail = AuditTrail.open(file(), 1 << 20, 2)) {
        trail.add(entry(i));
      }
    }

    assertThat(Files.readAllLines(file())).hasSize(3).last().asString().contains("request-2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void it_never_takes_more_room_than_it_was_given() throws IOException {
    try (var trail = AuditTrail.open(file(), 1_000, 3)) {
      for (int i = 0; i < 100; i++) {
        trail.add(entry(i));
      }
    }

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
    for (String name : folder.toFile().list()) {
      assertThat(Files.size(folder.resolve(name))).as(name).isLessThanOrEqualTo(1_000);
    }
    assertThat(Files.readAllLines(file())).last().asString().contains("request-99");
    assertThat(Files.readString(folder.resolve("audit.jsonl.1"))).doesNotContain("request-99");
  }

  @Test
  void one_file_is_enough() throws IOException {
    try (var trail = AuditTrail.open(file(), 1_000, 1)) {
      for (int i = 0; i < 20; i++) {
        trail.add(entry(i));
      }
    }

    assertThat(folder.toFile().list()).containsExactly("audit.jsonl");
    assertThat(Files.size(file())).isLessThanOrEqualTo(1_000);
  }
}
