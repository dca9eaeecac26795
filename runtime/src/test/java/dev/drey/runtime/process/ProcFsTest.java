package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.metrics.Vitals;
import dev.drey.core.model.DeploymentId;
import dev.drey.runtime.files.WholeFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcFsTest {
  @TempDir Path root;
  private ProcFs kernel;

  @BeforeEach
  void machine() {
    WholeFile.write(root.resolve("sys/kernel/random/boot_id"), "b00t\n");
    kernel = new ProcFs(root);
  }

  private void process(long pid, String name, String state, long start) {
    process(pid, 1, name, state, start);
  }

  private void process(long pid, long parent, String name, String state, long start) {
    WholeFile.write(
        root.resolve(pid + "/stat"),
        pid
            + " ("
            + name
            + ") "
            + state
            + " "
            + parent
            + " 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 "
            + start
            + " 20 21\n");
    WholeFile.write(root.resolve(pid + "/cmdline"), "java\0-Ddrey.deployment=d-1\0-cp\0x\0");
  }

  @Test
  void a_name_with_parentheses_and_spaces_hides_nothing() {
    process(7, "a) S (b 1", "S", 4711);

    assertThat(kernel.startTime(7)).contains(4711L);
    assertThat(kernel.bootId()).isEqualTo("b00t");
  }

  @Test
  void what_nobody_has_collected_yet_is_dead() {
    process(7, "java", "Z", 4711);

    assertThat(kernel.startTime(7)).isEmpty();
  }

  @Test
  void the_memory_of_workers_is_that_of_all_that_a_process_has_started() {
    process(7, 1, "java", "S", 1);
    process(8, 7, "sh", "S", 2);
    process(9, 8, "python", "S", 3);
    process(10, 1, "other", "S", 4);
    for (long pid : new long[] {7, 8, 9, 10}) {
      WholeFile.write(root.resolve(pid + "/status"), "VmRSS:\t" + pid + " kB\n");
    }

    assertThat(kernel.resident(7)).isEqualTo(7 * 1024);
    ProcessTree tree = ProcessTree.of(kernel);
    assertThat(tree.children(7)).containsExactly(new Vitals.Child(8, 17 * 1024));
    assertThat(tree.children(9)).isEmpty();
  }

  @Test
  void nobody_with_that_pid_is_dead() {
    assertThat(kernel.startTime(8)).isEmpty();
    assertThat(kernel.arguments(8)).isEmpty();
  }

  @Test
  void only_full_agreement_makes_a_process_ours() {
    process(7, "java", "S", 4711);
    var id = new DeploymentId("d-1");

    assertThat(OwnProcess.parse("7 4711 b00t\n").orElseThrow().isAlive(kernel, id)).isTrue();
    assertThat(OwnProcess.parse("7 4712 b00t\n").orElseThrow().isAlive(kernel, id)).isFalse();
    assertThat(OwnProcess.parse("7 4711 other\n").orElseThrow().isAlive(kernel, id)).isFalse();
    assertThat(OwnProcess.parse("7 4711 b00t").orElseThrow().isAlive(kernel, new DeploymentId("d")))
        .isFalse();
    assertThat(OwnProcess.parse("7 47")).isEmpty();
  }

  @Test
  void a_process_between_two_programs_is_still_ours() {
    process(7, "sh", "R", 4711);
    WholeFile.write(root.resolve("7/cmdline"), "");

    assertThat(
            OwnProcess.parse("7 4711 b00t\n")
                .orElseThrow()
                .isAlive(kernel, new DeploymentId("d-1")))
        .isTrue();
  }
}
