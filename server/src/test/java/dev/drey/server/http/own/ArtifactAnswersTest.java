package dev.drey.server.http.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.core.control.CodeMarks;
import dev.drey.core.control.HashedArtifacts;
import dev.drey.core.control.InMemoryApplications;
import dev.drey.core.control.KeptCode;
import dev.drey.core.control.Pruning;
import dev.drey.core.control.StoredCode;
import dev.drey.core.model.Sha256;
import dev.drey.server.http.answers.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How many bytes a run says it kept and deleted, of code whose need is set by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArtifactAnswersTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Account HOME = new Account("us-east-1", "000000000000");
  private static final Sha256 NEEDED = code('a');
  private static final Sha256 MARKED_TODAY = code('b');
  private static final Sha256 DUE = code('c');

  private final Map<Sha256, Long> files =
      new HashMap<>(Map.of(NEEDED, 100L, MARKED_TODAY, 20L, DUE, 3L));
  private final InMemoryApplications applications = new InMemoryApplications();
  private final Pruning pruning =
      new Pruning(
          new KeptCode(applications, new HashedArtifacts()),
          stored(),
          marks(Map.of(MARKED_TODAY, NOON, DUE, NOON.minus(Duration.ofDays(8)))),
          Duration.ofDays(7),
          Clock.fixed(NOON, ZoneOffset.UTC));

  private static Sha256 code(char letter) {
    return new Sha256(String.valueOf(letter).repeat(64));
  }

  private StoredCode stored() {
    return new StoredCode() {
      @Override
      public Map<Sha256, Long> sizes() {
        return Map.copyOf(files);
      }

      @Override
      public void delete(Sha256 code) {
        files.remove(code);
      }
    };
  }

  private static CodeMarks marks(Map<Sha256, Instant> marked) {
    return new CodeMarks() {
      @Override
      public Map<Sha256, Instant> mark(Set<Sha256> kept, Instant now) {
        return marked;
      }

      @Override
      public Map<Sha256, Instant> look(Set<Sha256> kept, Instant now) {
        return marked;
      }

      @Override
      public boolean release(Sha256 code) {
        return true;
      }
    };
  }

  @Test
  void what_was_deleted_is_not_kept() {
    JsonNode answer = prune(HOME, false);

    assertThat(answer.path("BytesKept").asLong()).isEqualTo(120);
    assertThat(answer.path("BytesUnneeded").asLong()).isEqualTo(20);
    assertThat(answer.path("BytesDeleted").asLong()).isEqualTo(3);
    assertThat(files).containsOnlyKeys(NEEDED, MARKED_TODAY);
  }

  @Test
  void a_dry_run_keeps_all_of_it() {
    JsonNode answer = prune(HOME, true);

    assertThat(answer.path("BytesKept").asLong()).isEqualTo(123);
    assertThat(answer.path("BytesUnneeded").asLong()).isEqualTo(23);
    assertThat(answer.path("BytesDeleted").asLong()).isZero();
    assertThat(files).hasSize(3);
  }

  @Test
  void an_account_that_named_none_of_it_neither_sees_nor_deletes_it() {
    JsonNode answer = prune(new Account("us-east-1", "111122223333"), false);

    assertThat(answer.path("Artifacts")).isEmpty();
    assertThat(files).hasSize(3);
  }

  private JsonNode prune(Account account, boolean dry) {
    return new ArtifactAnswers(account, HOME, applications, pruning)
        .all()
        .get("PruneArtifacts")
        .to(JsonNodeFactory.instance.objectNode().put("DryRun", dry));
  }
}
