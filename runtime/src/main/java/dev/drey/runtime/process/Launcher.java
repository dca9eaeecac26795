package dev.drey.runtime.process;

import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Starts JVMs so that they live on without us, each at most once: in a session of their own, with
 * the script {@code launch.sh} beside them.
 */
final class Launcher {
  private static final String SCRIPT = "launch.sh";
  private static final int NO_FLOCK = 76;
  private static final int PROBE_SECONDS = 10;

  /** What our own environment says to us: perhaps a secret, perhaps another Python. */
  private static final Pattern FOREIGN = Pattern.compile("DREY_.*|PYTHON.*|PYFLINK_.*|VIRTUAL_ENV");

  private final Path script;
  private final EtcView view;

  /**
   * Scripts that this server started, so that one that has not come far is not followed by another.
   */
  private final Map<Path, Process> started = new ConcurrentHashMap<>();

  private Launcher(Path script, EtcView view) {
    this.script = script;
    this.view = view;
  }

  /** Lays out the script and finds out what the system allows. */
  static Launcher prepare(Path folder) {
    String text = script();
    Path script = folder.resolve("launch-" + Integer.toHexString(text.hashCode()) + ".sh");
    WholeFile.write(script, text); // under a name of its own: shells read on while they run
    return new Launcher(script, probe(script, folder.resolve("probe")));
  }

  /** For tests. */
  static Launcher prepare(Path folder, EtcView view) {
    return new Launcher(prepare(folder).script, view);
  }

  EtcView view() {
    return view;
  }

  /** Does nothing where that has been started before. */
  void start(JvmStart start) {
    started.values().removeIf(process -> !process.isAlive() && process.exitValue() == 0);
    Path base = start.files().base();
    Process before = started.get(base);
    if (before != null && before.isAlive()) {
      return;
    }
    started.remove(base);
    if (before != null && before.exitValue() != 0) {
      throw new Unavailable(
          before.exitValue() == NO_FLOCK
              ? "the launcher needs flock, which is part of util-linux; install it"
              : "the launcher could not write beside "
                  + base
                  + "; is there space, and may we write?");
    }
    List<String> command = new ArrayList<>(List.of("setsid", "sh", script.toString(), "stay"));
    command.addAll(List.of(base.toString(), start.files().gate().toString()));
    command.addAll(List.of(view.way().word(), start.etc().toString()));
    command.addAll(start.command());
    try {
      Files.createDirectories(start.directory());
      started.put(base, process(command, start.directory(), start.environment()).start());
    } catch (IOException e) {
      throw new Unavailable("cannot start " + SCRIPT + ": " + e.getMessage(), e);
    }
  }

  /**
   * A process that lives no longer than whoever starts it wants, with the same view of {@code /etc}
   * and as little of our environment.
   *
   * @param etc the folder that holds {@code etc/flink}
   */
  ProcessBuilder beside(Path etc, List<String> command, Map<String, String> environment) {
    List<String> viewed = new ArrayList<>(view.way().unsharing());
    if (!viewed.isEmpty()) {
      viewed.addAll(List.of("sh", script.toString(), "inside", view.way().word(), etc.toString()));
    }
    viewed.addAll(command);
    return process(viewed, etc, environment).redirectInput(ProcessBuilder.Redirect.PIPE);
  }

  private static ProcessBuilder process(
      List<String> command, Path directory, Map<String, String> environment) {
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> FOREIGN.matcher(name).matches());
    builder.environment().putAll(environment);
    return builder;
  }

  private static String script() {
    try (InputStream in = Launcher.class.getResourceAsStream(SCRIPT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(SCRIPT + " is part of the build", e);
    }
  }

  private static EtcView probe(Path script, Path folder) {
    String expected = "[{\"PropertyGroupId\":\"probe\"}]";
    WholeFile.write(folder.resolve("etc/flink").resolve(PropertiesFile.NAME), expected);
    try {
      String asRoot = seen(EtcView.Way.ROOT, script, folder);
      if (asRoot.equals(expected)) {
        return new EtcView(EtcView.Way.ROOT, "");
      }
      String asUser = seen(EtcView.Way.USER, script, folder);
      return asUser.equals(expected)
          ? new EtcView(EtcView.Way.USER, "")
          : new EtcView(EtcView.Way.REDIRECT, asUser.lines().findFirst().orElse("no answer"));
    } finally {
      Trees.delete(folder);
    }
  }

  /** What a JVM would see, or what the system said instead. */
  private static String seen(EtcView.Way way, Path script, Path folder) {
    List<String> command = new ArrayList<>(way.unsharing());
    command.addAll(List.of("sh", script.toString(), "inside", way.word(), folder.toString()));
    command.addAll(List.of("cat", "/etc/flink/" + PropertiesFile.NAME));
    Path out = folder.resolve("out");
    try {
      Process process =
          process(command, folder, Map.of())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return Files.readString(out);
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
