package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.testkit.parity.Example;
import dev.drey.testkit.parity.Examples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same topologies in the kit and on a mini cluster. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ParityTest {
  private static SharedMiniCluster.Running cluster;

  @BeforeAll
  static void start() {
    cluster = new SharedMiniCluster.Running();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  static Stream<Example> examples() {
    return Examples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void kit_and_cluster_agree(Example example) {
    TestJob job = TestJob.of(example.code()).parallelism(example.parallelism());

    List<String> inKit = shown(job.run(), example);
    List<String> onCluster = shown(job.runOn(cluster.cluster()), example);

    assertThat(inKit).isNotEmpty().isEqualTo(onCluster);
  }

  @Test
  void there_are_sixty_topologies() {
    assertThat(Examples.all()).hasSizeGreaterThanOrEqualTo(60);
  }

  static List<String> shown(JobRun run, Example example) {
    Stream<String> all = run.output("out", Object.class).stream().map(Object::toString);
    return example.inOrder() ? all.toList() : all.sorted().toList();
  }
}
