package dev.drey.runtime.process;

import dev.drey.core.capacity.MemorySize;
import dev.drey.core.control.Machine;
import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** This machine, or as much of it as a control group lets us have. */
public final class LinuxMachine implements Machine {
  private static final long MEBI = 1024 * 1024;

  private final Path root;
  private final Path work;

  /**
   * Nothing is looked at yet.
   *
   * @param work the folder that applications work in; there by the time somebody asks
   */
  public LinuxMachine(Path work) {
    this(Path.of("/"), work);
  }

  /** For tests: what is looked at below another root. */
  LinuxMachine(Path root, Path work) {
    this.root = root;
    this.work = work;
  }

  @Override
  public int cores() {
    return Runtime.getRuntime().availableProcessors(); // which knows about control groups
  }

  @Override
  public MemorySize memory() {
    long total = meminfo("MemTotal");
    return MemorySize.mebi(Math.min(total, limit().orElse(Long.MAX_VALUE)) / MEBI);
  }

  @Override
  public MemorySize freeMemory() {
    long available = meminfo("MemAvailable");
    OptionalLong limit = limit();
    if (limit.isEmpty()) {
      return MemorySize.mebi(available / MEBI);
    }
    long left = limit.getAsLong() - group("memory.current").orElse(0) + reclaimable();
    return MemorySize.mebi(Math.max(0, Math.min(available, left)) / MEBI);
  }

  @Override
  public MemorySize disk() {
    return disk(FileStore::getTotalSpace);
  }

  @Override
  public MemorySize freeDisk() {
    return disk(FileStore::getUsableSpace);
  }

  /** What a file system tells of itself. */
  private interface Space {
    long of(FileStore disk) throws IOException;
  }

  private MemorySize disk(Space space) {
    try {
      return MemorySize.mebi(space.of(Files.getFileStore(work)) / MEBI);
    } catch (IOException e) {
      throw new Unavailable("cannot look at the disk of " + work + ": " + e.getMessage(), e);
    }
  }

  private long meminfo(String name) {
    Path file = root.resolve("proc/meminfo");
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElseThrow(() -> new Unavailable(file + " does not tell " + name));
    } catch (IOException e) {
      throw new Unavailable("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private OptionalLong limit() {
    return group("memory.max");
  }

  /** Files in memory count as used by a group, and make room when room is needed. */
  private long reclaimable() {
    return text("memory.stat").stream()
        .flatMap(text -> Arrays.stream(text.split("\n", -1)))
        .filter(line -> line.startsWith("inactive_file "))
        .mapToLong(line -> Long.parseLong(line.substring("inactive_file ".length()).strip()))
        .findFirst()
        .orElse(0);
  }

  /** Absent where there is no limit, or no group. */
  private OptionalLong group(String name) {
    return text(name)
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  private Optional<String> text(String name) {
    try {
      return Optional.of(Files.readString(group().resolve(name)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Our group, as version 2 has it: a line that begins with {@code 0::}. */
  private Path group() throws IOException {
    Path groups = root.resolve("sys/fs/cgroup");
    try (var lines = Files.lines(root.resolve("proc/self/cgroup"))) {
      return lines
          .filter(line -> line.startsWith("0::/"))
          .map(line -> groups.resolve(line.substring("0::/".length())))
          .findFirst()
          .orElse(groups);
    }
  }
}
