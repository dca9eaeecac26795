package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.capacity.MemorySize;
import dev.drey.runtime.files.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LinuxMachineTest {
  private static final long MEBI = 1024 * 1024;

  @TempDir Path root;

  @BeforeEach
  void machine() {
    WholeFile.write(
        root.resolve("proc/meminfo"),
        "MemTotal:        8388608 kB\nMemFree: 1 kB\nMemAvailable:    4194304 kB\n");
  }

  private void group(String name, String text) {
    WholeFile.write(root.resolve("proc/self/cgroup"), "0::/drey\n");
    WholeFile.write(root.resolve("sys/fs/cgroup/drey").resolve(name), text);
  }

  @Test
  void a_machine_without_limits_gives_what_it_has() {
    var machine = new LinuxMachine(root, root);

    assertThat(machine.memory()).isEqualTo(MemorySize.mebi(8192));
    assertThat(machine.freeMemory()).isEqualTo(MemorySize.mebi(4096));
    assertThat(machine.cores()).isPositive();
  }

  @Test
  void the_disk_is_that_of_the_folder_that_is_worked_in() throws Exception {
    var machine = new LinuxMachine(root, root);

    assertThat(machine.disk().bytes() / MEBI)
        .isEqualTo(Files.getFileStore(root).getTotalSpace() / MEBI);
    assertThat(machine.freeDisk()).isLessThanOrEqualTo(machine.disk());
  }

  @Test
  void a_group_gives_no_more_than_its_limit() {
    group("memory.max", 1024 * MEBI + "\n");
    group("memory.current", 600 * MEBI + "\n");
    group("memory.stat", "anon 7\ninactive_file " + 100 * MEBI + "\n");
    var machine = new LinuxMachine(root, root);

    assertThat(machine.memory()).isEqualTo(MemorySize.mebi(1024));
    assertThat(machine.freeMemory()).isEqualTo(MemorySize.mebi(524));
  }

  @Test
  void a_group_without_a_limit_is_no_limit() {
    group("memory.max", "max\n");

    assertThat(new LinuxMachine(root, root).memory()).isEqualTo(MemorySize.mebi(8192));
  }
}
