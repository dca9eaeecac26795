package dev.drey.cli.doctor;

import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.model.Parallelism;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel tells of a machine. */
public final class Machine {
  private static final MemorySize SERVER = MemorySize.mebi(384);
  private static final long FEW_FILES = 4_096;
  private static final long ENOUGH_FILES = 65_536;
  private static final long ENOUGH_PROCESSES = 4_096;
  private static final Pattern LIMIT = Pattern.compile("(Max [a-z ]+?) {2,}(\\S+) +(\\S+).*");

  private final Path root;

  /**
   * @param root below which {@code proc} and {@code sys} are
   */
  public Machine(Path root) {
    this.root = root;
  }

  /** Whether there is room for the server and an application of one KPU, and for how many. */
  public Finding memory(Sizes sizes) {
    MemorySize one = sizes.of(Parallelism.DEFAULT).memory();
    OptionalLong free = freeMemory();
    if (free.isEmpty()) {
      return Finding.warning("memory", "not told by the system", "is /proc mounted?");
    }
    long left = free.getAsLong() - SERVER.bytes();
    long fit = left / one.bytes();
    String found =
        "%s free; an application of one KPU takes %s, the server %s"
            .formatted(size(free.getAsLong()), size(one.bytes()), size(SERVER.bytes()));
    return fit < 1
        ? Finding.failure(
            "memory",
            found,
            "free some, give the machine more, or make a KPU smaller: drey.kpu.memory, drey.jobmanager.memory")
        : Finding.ok("memory", found + ": room for " + fit);
  }

  private OptionalLong freeMemory() {
    OptionalLong available =
        read("proc/meminfo")
            .flatMap(
                text -> text.lines().filter(line -> line.startsWith("MemAvailable:")).findFirst())
            .map(line -> OptionalLong.of(Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024))
            .orElse(OptionalLong.empty());
    OptionalLong limit = number("sys/fs/cgroup/memory.max");
    if (available.isEmpty() || limit.isEmpty()) {
      return available;
    }
    long left = limit.getAsLong() - number("sys/fs/cgroup/memory.current").orElse(0);
    return OptionalLong.of(Math.max(0, Math.min(available.getAsLong(), left)));
  }

  /** How many files a process may open: RocksDB opens many. */
  public Finding files() {
    long most = limit("Max open files");
    String found = most == Long.MAX_VALUE ? "no limit" : "at most " + most + " a process";
    String advice =
        "raise it: 'ulimit -n 65536', LimitNOFILE= of a systemd unit, or /etc/security/limits.conf";
    if (most < FEW_FILES) {
      return Finding.failure("files", found, advice);
    }
    return most < ENOUGH_FILES
        ? Finding.warning("files", found + ", which large state may reach", advice)
        : Finding.ok("files", found);
  }

  /** How many threads the user may have: a TaskManager has some hundred. */
  public Finding processes() {
    long most = limit("Max processes");
    String found =
        most == Long.MAX_VALUE ? "no limit" : "at most " + most + " threads of this user";
    return most < ENOUGH_PROCESSES
        ? Finding.warning(
            "threads",
            found + "; each process of Flink has some hundred",
            "raise it: 'ulimit -u', or TasksMax= and LimitNPROC= of a systemd unit")
        : Finding.ok("threads", found);
  }

  /** The hard one: a JVM raises its own to that. */
  private long limit(String name) {
    return read("proc/self/limits").stream()
        .flatMap(String::lines)
        .map(LIMIT::matcher)
        .filter(line -> line.matches() && line.group(1).equals(name))
        .map(line -> line.group(3))
        .map(hard -> hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard))
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Why processes may get no view of /etc of their own, as far as the system tells. */
  String namespaceAdvice() {
    if (number("proc/sys/kernel/unprivileged_userns_clone").orElse(1) == 0) {
      return "allow it: sysctl kernel.unprivileged_userns_clone=1";
    }
    if (number("proc/sys/kernel/apparmor_restrict_unprivileged_userns").orElse(0) == 1) {
      return "allow it: sysctl kernel.apparmor_restrict_unprivileged_userns=0";
    }
    if (number("proc/sys/user/max_user_namespaces").orElse(1) == 0) {
      return "allow it: sysctl user.max_user_namespaces=10000";
    }
    return "in a container: run it with --cap-add SYS_ADMIN, or with a seccomp profile that allows unshare";
  }

  /** The options that the file system of a path is mounted with, and its type. */
  Optional<Mount> mount(Path path) {
    return read("proc/self/mounts").stream()
        .flatMap(String::lines)
        .map(line -> line.split(" "))
        .filter(words -> words.length > 3 && path.startsWith(unescaped(words[1])))
        .map(words -> new Mount(unescaped(words[1]), words[2], words[3]))
        .reduce(
            (one, other) ->
                other.point().getNameCount() >= one.point().getNameCount() ? other : one);
  }

  record Mount(Path point, String type, String options) {
    boolean refusesToRun() {
      return (',' + options + ',').contains(",noexec,");
    }

    boolean isRemote() {
      return type.matches("nfs.*|cifs|smb.*|fuse\\.sshfs|9p");
    }
  }

  private static Path unescaped(String path) {
    Matcher octal = Pattern.compile("\\\\([0-7]{3})").matcher(path);
    return Path.of(
        octal.replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 8)))));
  }

  private OptionalLong number(String file) {
    return read(file)
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  private Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static String size(long bytes) {
    long mebibytes = bytes >> 20;
    return mebibytes < 10_240 ? mebibytes + " MiB" : (mebibytes >> 10) + " GiB";
  }
}
