package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Sighting.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealFlinkE2e {
  @TempDir static Path made;
  private static Path jar;

  @TempDir Path folder;
  private ProcessRuntime runtime;
  private Stage clicks;

  @BeforeAll
  static void make_the_job() throws Exception {
    jar = JobJar.make(BuiltFlink.directory(), made);
  }

  @BeforeEach
  void open() {
    runtime =
        Stage.runtime(folder, BuiltFlink.directory(), BuiltFlink.agent(), jar, Optional.empty());
    clicks = new Stage(folder, runtime, "clicks");
  }

  @AfterEach
  void close() {
    clicks.close();
    runtime.close();
  }

  @Test
  void a_jar_becomes_a_job_whose_every_subtask_runs_and_removal_leaves_nothing() throws Exception {
    Launch launch = clicks.first("v1-1", new Origin.Empty());
    assertThat(clicks.look(launch).condition()).isEqualTo(Condition.ABSENT);

    Instant began = Instant.now();
    clicks.healthy(launch);
    System.out.println("deploy until HEALTHY " + Duration.between(began, Instant.now()));
    clicks.until(launch, seen -> seen.checkpointed());
    assertThat(JobJar.lines(clicks.out())).isNotEmpty();

    began = Instant.now();
    clicks.remove(launch);
    System.out.println("remove " + Duration.between(began, Instant.now()));
    assertThat(clicks.look(launch).newestCheckpoint()).isPresent();
  }
}
