package dev.drey.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.cli.doctor.Finding.Verdict;
import dev.drey.core.capacity.Sizes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MachineTest {
  @TempDir Path root;

  private Machine machine() {
    return new Machine(root);
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void limits(String files, String processes) throws IOException {
    file(
        "proc/self/limits",
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             100                  %s               processes
        Max open files            1024                 %s              files
        """
            .formatted(processes, files));
  }

  @Test
  void free_memory_is_told_with_how_many_applications_it_is_enough_for() throws IOException {
    file("proc/meminfo", "MemTotal: 16000000 kB\nMemAvailable: 8388608 kB\n");

    Finding finding = machine().memory(Sizes.LAPTOP);

    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.found())
        .isEqualTo(
            "8192 MiB free; an application of one KPU takes 2560 MiB, the server 384 MiB: room for 3");
  }

  @Test
  void what_a_container_may_have_counts_where_it_is_less() throws IOException {
    file("proc/meminfo", "MemAvailable: 8388608 kB\n");
    file("sys/fs/cgroup/memory.max", "2147483648\n");
    file("sys/fs/cgroup/memory.current", "1073741824\n");

    Finding finding = machine().memory(Sizes.LAPTOP);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(finding.found()).startsWith("1024 MiB free");
    assertThat(finding.advice()).contains("drey.kpu.memory");
  }

  @Test
  void limits_are_the_hard_ones() throws IOException {
    limits("1048576", "unlimited");
    assertThat(machine().files()).isEqualTo(Finding.ok("files", "at most 1048576 a process"));
    assertThat(machine().processes()).isEqualTo(Finding.ok("threads", "no limit"));

    limits("8192", "1000");
    assertThat(machine().files().verdict()).isEqualTo(Verdict.WARNING);
    assertThat(machine().processes().advice()).contains("ulimit -u");

    limits("1024", "1000");
    assertThat(machine().files().verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(machine().files().advice()).contains("ulimit -n 65536");
  }

  @Test
  void why_there_are_no_user_namespaces_is_told_by_the_switch_that_is_off() throws IOException {
    assertThat(machine().namespaceAdvice()).contains("SYS_ADMIN");

    file("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");

    assertThat(machine().namespaceAdvice())
        .isEqualTo("allow it: sysctl kernel.apparmor_restrict_unprivileged_userns=0");
  }

  @Test
  void a_home_from_which_nothing_can_be_loaded_is_a_failure() throws IOException {
    Path home = root.resolve("my home/.drey");
    Files.createDirectories(home);
    file(
        "proc/self/mounts",
        "/dev/a / ext4 rw 0 0\n/dev/b %s ext4 rw,noexec 0 0\n"
            .formatted(home.getParent().toString().replace(" ", "\\040")));

    Finding finding = new Surroundings(machine()).disk(home);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(finding.found()).contains("noexec");
  }

  @Test
  void a_home_on_another_machine_is_warned_of() throws IOException {
    file("proc/self/mounts", "/dev/a / ext4 rw 0 0\nserver:/x " + root + " nfs4 rw 0 0\n");

    assertThat(new Surroundings(machine()).disk(root.resolve("not/there/yet")).found())
        .contains("(nfs4)");
  }

  @Test
  void a_java_that_is_too_old_or_too_new_is_told() {
    assertThat(Surroundings.java(11, "/jdk").verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(Surroundings.java(17, "/jdk")).isEqualTo(Finding.ok("java", "Java 17, /jdk"));
    assertThat(Surroundings.java(21, "/jdk").advice()).contains("drey.java.home");
  }

  @Test
  void programs_that_are_missing_are_named() throws IOException {
    Path folder = Files.createDirectories(root.resolve("bin"));
    for (String tool : new String[] {"setsid", "flock", "mount"}) {
      Files.createFile(folder.resolve(tool)).toFile().setExecutable(true);
    }

    Finding finding = Surroundings.tools("/nowhere:" + folder);

    assertThat(finding.found()).isEqualTo("not on the PATH: unshare, setpriv, fallocate");
    assertThat(finding.advice()).contains("util-linux");
  }

  @Test
  void a_port_that_somebody_has_is_warned_of() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Surroundings.port(taken.getLocalPort()).verdict()).isEqualTo(Verdict.WARNING);
    }
  }
}
