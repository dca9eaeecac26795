package dev.drey.agent.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes {@code jobmanager.jsa}, {@code taskmanager.jsa} and {@code check.jsa}, and beside them
 * {@code fingerprint}. Arguments: runtime directory, training jar, agent jar, options file, output
 * directory. Exit status 0, or 1 with one line that says what stood in the way: Flink starts
 * without archives too, only slower.
 */
public final class MakeArchives {
  private static final String FINGERPRINT = "fingerprint";
  private static final Duration CHECK_PATIENCE = Duration.ofSeconds(60);

  private final RuntimeJvms jvms;
  private final Path plugins;
  private final Path trainingJar;
  private final Path out;

  private MakeArchives(RuntimeJvms jvms, Path plugins, Path trainingJar, Path out) {
    this.jvms = jvms;
    this.plugins = plugins;
    this.trainingJar = trainingJar;
    this.out = out;
  }

  public static void main(String[] arguments) {
    if (arguments.length != 5) {
      System.err.println("usage: MakeArchives RUNTIME TRAINING-JAR AGENT-JAR JVM-OPTIONS OUTPUT");
      System.exit(2);
    }
    System.exit(make(arguments));
  }

  private static int make(String... arguments) {
    var began = Instant.now();
    var runtime = Path.of(arguments[0]);
    var out = Path.of(arguments[4]).toAbsolutePath().normalize();
    try {
      var jvms = RuntimeJvms.of(runtime, Path.of(arguments[2]), Path.of(arguments[3]));
      var maker = new MakeArchives(jvms, runtime.resolve("plugins"), Path.of(arguments[1]), out);
      if (maker.isDone()) {
        System.out.println("class-data archives fit: " + out);
        return 0;
      }
      maker.run();
      var took = Duration.between(began, Instant.now());
      System.out.printf("class-data archives made in %d s: %s%n", took.toSeconds(), out);
      return 0;
    } catch (IOException e) {
      System.err.println("no class-data archives, Flink will start slower: " + e.getMessage());
    } catch (InterruptedException e) {
      System.err.println("no class-data archives, Flink will start slower: interrupted");
    }
    return 1;
  }

  private boolean isDone() throws IOException {
    var fingerprint = out.resolve(FINGERPRINT);
    return Files.isRegularFile(fingerprint)
        && Files.readString(fingerprint).equals(jvms.fingerprint())
        && missing(out).isEmpty();
  }

  private void run() throws IOException, InterruptedException {
    Files.createDirectories(out.getParent());
    var made = Files.createTempDirectory(out.getParent(), out.getFileName() + ".making-");
    try {
      rehearse(made);
      Files.writeString(made.resolve(FINGERPRINT), jvms.fingerprint());
      replace(made);
    } finally {
      if (Files.exists(made)) {
        Rehearsal.delete(made);
      }
    }
  }

  private void rehearse(Path made) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("drey-rehearsal-");
    try (var rehearsal = Rehearsal.prepare(jvms, plugins, trainingJar, folder)) {
      // Whoever ends this program does not want two JVMs left.
      Runtime.getRuntime().addShutdownHook(new Thread(rehearsal::close, "rehearsal-closing"));
      rehearsal.startJobManager(archiving(Role.JOBMANAGER, made));
      rehearsal.startTaskManager(archiving(Role.TASKMANAGER, made));
      rehearsal.awaitRecovery();
      var savepoint = rehearsal.savepoint();
      var check =
          rehearsal.startCheck(
              archiving(Role.CHECK, made), savepoint, folder.resolve("check.json"));
      rehearsal.visitEverything();
      if (!check.waitFor(CHECK_PATIENCE.toSeconds(), TimeUnit.SECONDS) || check.exitValue() != 0) {
        throw new IOException("the check of the training job failed");
      }
      rehearsal.end();
      if (!missing(made).isEmpty()) {
        throw new IOException("the JVMs wrote no " + String.join(", ", missing(made)));
      }
      rehearsal.forget();
    } catch (IOException e) {
      throw new IOException(e.getMessage() + " (logs in " + folder.resolve("log") + ")", e);
    }
  }

  private static List<String> archiving(Role role, Path made) {
    // Which compiler runs is nothing to an archive, and the quick one is done sooner.
    return List.of(
        "-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + made.resolve(role.archive()));
  }

  private static List<String> missing(Path archives) {
    return Stream.of(Role.values())
        .map(Role::archive)
        .filter(archive -> !Files.isRegularFile(archives.resolve(archive)))
        .toList();
  }

  /** By renaming, never by writing into old archives: running JVMs have them mapped. */
  private void replace(Path made) throws IOException {
    var old = out.resolveSibling(out.getFileName() + ".old");
    if (Files.exists(old)) {
      Rehearsal.delete(old);
    }
    if (Files.exists(out)) {
      Files.move(out, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(made, out, StandardCopyOption.ATOMIC_MOVE);
    if (Files.exists(old)) {
      Rehearsal.delete(old);
    }
  }
}
