package dev.drey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.conformance.CheckedAgainst.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;

/**
 * What Terraform's AWS provider calls and waits for, call by call, by a client of our own: the
 * provider itself is not run.
 */
@Tag("flink")
@DisplayNameGeneration(ReplaceUnderscores.class)
public class TerraformSequenceTest {
  private final Workbench bench = new Workbench();
  private final TerraformLikeClient terraform = new TerraformLikeClient(bench.flink);

  @AfterEach
  void clear() {
    bench.close();
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "aws_kinesisanalyticsv2_application: create, start, update, destroy; …_snapshot")
  void resources_are_made_changed_and_destroyed() {
    String name = bench.freshName();
    ApplicationDetail made = bench.createWithCode(name);
    assertThat(terraform.read(name)).as("the read after the create").isPresent();

    terraform.start(name);
    assertThat(terraform.read(name).orElseThrow().applicationStatus())
        .isEqualTo(ApplicationStatus.RUNNING);

    long second = terraform.update(name, "round", "2");
    assertThat(second).isEqualTo(2);
    long third = terraform.update(name, "round", "3");
    assertThat(third).as("each update quotes the version of the last answer").isEqualTo(3);

    SnapshotDetails snapshot = terraform.createSnapshot(name, "by-terraform");
    terraform.deleteSnapshot(name, snapshot);

    terraform.stop(name);
    assertThat(terraform.update(name, "round", "4")).isEqualTo(4);
    terraform.start(name);

    terraform.delete(name, made.createTimestamp());
    assertThat(terraform.read(name)).as("the read after the destroy").isEmpty();
  }
}
