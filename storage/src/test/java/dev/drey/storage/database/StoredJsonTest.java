package dev.drey.storage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.control.ApplicationsContract;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.SnapshotName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StoredJsonTest {
  private static final String RUNNING =
      """
      {"type":"Running",\
      "deployment":{"deployment":"abcd1234-v1-1","version":1,"incarnation":2,\
      "origin":{"type":"Restore","location":"file:/s1","snapshot":"s1","allowNonRestoredState":false}},\
      "checkpointed":true,\
      "asked":{"name":"s2","giveUpAt":"2026-11-22T12:00:00.000000001Z"}}""";

  private final StoredJson json = new StoredJson();

  @Test
  void every_kind_of_phase_comes_back_as_it_was() {
    List<Phase> phases = ApplicationsContract.phases();

    assertThat(phases)
        .extracting(Object::getClass)
        .map(type -> (Object) type)
        .contains((Object[]) Phase.class.getPermittedSubclasses());
    assertThat(phases)
        .allSatisfy(
            phase ->
                assertThat(json.read(Phase.class, json.write(Phase.class, phase)))
                    .isEqualTo(phase));
  }

  /** What databases hold: if this has to change, they need a migration. */
  @Test
  void the_words_are_the_names_of_the_records() {
    var origin = new Origin.Restore("file:/s1", Optional.of(new SnapshotName("s1")), false);
    Phase running =
        new Running(
            new Launch(new DeploymentId("abcd1234-v1-1"), 1, 2, origin),
            true,
            Optional.of(
                new Running.Asked(
                    new SnapshotName("s2"), Instant.parse("2026-11-22T12:00:00.000000001Z"))));

    assertThat(json.write(Phase.class, running)).isEqualTo(RUNNING);
    assertThat(json.read(Phase.class, RUNNING)).isEqualTo(running);
  }

  @Test
  void what_a_later_version_adds_is_skipped() {
    String later =
        RUNNING
            .replace("\"incarnation\":2", "\"incarnation\":2,\"slots\":[1,{\"a\":null}]")
            .replace("\"checkpointed\":true", "\"checkpointed\":true,\"type2\":\"x\"");

    assertThat(json.read(Phase.class, later)).isEqualTo(json.read(Phase.class, RUNNING));
  }

  @Test
  void what_an_earlier_version_did_not_write_is_absent_or_empty() {
    var run = json.read(RunConfiguration.class, "{\"restore\":\"LATEST\"}");
    var plain =
        Configuration.defaults(new RuntimeEnvironment("FLINK-1_20"), "arn:aws:iam::0:role/r");
    String withoutLists =
        json.write(Configuration.class, plain)
            .replace("\"properties\":[],", "")
            .replace(",\"vpcs\":[]", "");

    assertThat(run).isEqualTo(new RunConfiguration(RestoreType.LATEST, Optional.empty(), false));
    assertThat(withoutLists).doesNotContain("properties", "vpcs");
    assertThat(json.read(Configuration.class, withoutLists)).isEqualTo(plain);
  }

  @Test
  void what_may_not_be_absent_is_missed() {
    assertThatThrownBy(() -> json.read(RunConfiguration.class, "{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot be read: a stored RunConfiguration");
    assertThatThrownBy(() -> json.read(Phase.class, "{\"type\":\"Levitating\"}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot be read: a stored Phase");
  }
}
