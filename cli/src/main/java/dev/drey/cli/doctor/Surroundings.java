package dev.drey.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a server and the processes it starts find around them, tried out. */
public final class Surroundings {
  private static final int JAVA = 17;
  private static final long LEAST_DISK = 1L << 30;
  private static final long ENOUGH_DISK = 10L << 30;
  private static final List<String> TOOLS =
      List.of("setsid", "flock", "unshare", "setpriv", "mount", "fallocate");
  private static final int PATIENCE_SECONDS = 10;

  private final Machine machine;

  public Surroundings(Machine machine) {
    this.machine = machine;
  }

  /**
   * Whether Flink is tried with this Java.
   *
   * @param version of the Java that runs this, which is the one that runs the server
   */
  public static Finding java(int version, String home) {
    String found = "Java " + version + ", " + home;
    if (version < JAVA) {
      return Finding.failure("java", found, "install a JDK 17 and let JAVA_HOME name it");
    }
    return version > JAVA
        ? Finding.warning(
            "java",
            found,
            "Flink is tried with Java 17: let drey.java.home name a JDK 17 for applications")
        : Finding.ok("java", found);
  }

  /** Where the home is or will be: space, and whether libraries can be loaded from there. */
  public Finding disk(Path home) {
    Path there = home;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isWritable(there)) {
      return Finding.failure(
          "disk",
          there + " cannot be written",
          "choose another home with --home, or give it to this user");
    }
    var mount = machine.mount(there.toAbsolutePath());
    if (mount.filter(Machine.Mount::refusesToRun).isPresent()) {
      return Finding.failure(
          "disk",
          there + " is mounted noexec, and RocksDB's library is loaded from there",
          "mount it without noexec, or choose another home with --home");
    }
    long free = there.toFile().getUsableSpace();
    String found = Machine.size(free) + " free at " + there;
    if (mount.filter(Machine.Mount::isRemote).isPresent()) {
      return Finding.warning(
          "disk",
          found + ", a file system of another machine (" + mount.get().type() + ")",
          "keep the home on a local disk: the database and RocksDB want one");
    }
    if (free < LEAST_DISK) {
      return Finding.failure("disk", found, "free some: checkpoints, snapshots and logs lie there");
    }
    return free < ENOUGH_DISK
        ? Finding.warning(
            "disk",
            found,
            "checkpoints, snapshots and logs lie there; drey.state.location can name a bucket for the first two")
        : Finding.ok("disk", found);
  }

  /** The programs that processes are started with. */
  public static Finding tools(String path) {
    List<String> missing =
        TOOLS.stream()
            .filter(
                tool ->
                    Arrays.stream(path.split(":"))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, tool))))
            .toList();
    return missing.isEmpty()
        ? Finding.ok("tools", String.join(", ", TOOLS))
        : Finding.failure(
            "tools",
            "not on the PATH: " + String.join(", ", missing),
            "install util-linux, which they are part of");
  }

  /** Whether somebody else has a port that a server would want. */
  public static Finding port(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Finding.ok("port", port + " is free for a server");
    } catch (IOException e) {
      return Finding.warning(
          "port",
          port + " is taken by another program",
          "start the server with --port N; 0 takes a free one");
    }
  }

  /** As the server tries it when it starts. */
  public Finding namespaces() {
    if (runs("unshare", "-m", "true")) {
      return Finding.ok("namespaces", "each application gets a view of /etc of its own, as root");
    }
    if (runs("unshare", "--map-current-user", "--keep-caps", "-m", "true")) {
      return Finding.ok(
          "namespaces", "each application gets a view of /etc of its own, in a user namespace");
    }
    return Finding.warning(
        "namespaces",
        "none can be made, so programs that open /etc/flink/application_properties.json themselves do not find it",
        machine.namespaceAdvice());
  }

  private static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
