package dev.drey.runtime.process;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.runtime.files.WholeFile;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The command lines of one distribution's JVMs. */
final class FlinkJvms {
  private static final List<String> VM =
      List.of("java.vm.vendor", "java.vm.name", "java.vm.version", "os.arch");

  private final JavaHome java;
  private final FlinkDistribution distribution;
  private final List<Path> lib;
  private final List<String> optionLines;
  private final Properties facts;

  private FlinkJvms(
      JavaHome java,
      FlinkDistribution distribution,
      List<Path> lib,
      List<String> optionLines,
      Properties facts) {
    this.java = java;
    this.distribution = distribution;
    this.lib = lib;
    this.optionLines = optionLines;
    this.facts = facts;
  }

  /**
   * @throws Refused if there is no Flink
   */
  static FlinkJvms of(JavaHome java, FlinkDistribution distribution) {
    Path directory = distribution.directory();
    try (var files = Files.list(directory.resolve("lib"))) {
      List<Path> lib = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      if (lib.isEmpty()) {
        throw refusal(directory, "there are no jars in its lib");
      }
      List<String> options = Files.readAllLines(distribution.jvmOptions());
      return new FlinkJvms(java, distribution, lib, options, facts(directory));
    } catch (IOException e) {
      throw refusal(directory, e.toString());
    }
  }

  private static Refused refusal(Path directory, String obstacle) {
    return new Refused(
        Reason.INVALID_CONFIGURATION,
        "there is no Flink in "
            + directory
            + ": "
            + obstacle
            + "; build the distribution, or point drey.runtimes.<RuntimeEnvironment>.home at one");
  }

  private static Properties facts(Path directory) throws IOException {
    var properties = new Properties();
    properties.load(
        new StringReader(WholeFile.read(directory.resolve("runtime.properties")).orElse("")));
    return properties;
  }

  /** The jar that holds the files of Flink's dashboard. */
  Optional<Path> dashboard() {
    return lib.stream()
        .filter(jar -> jar.getFileName().toString().matches("flink-(runtime-web|dist)-.*\\.jar"))
        .findFirst();
  }

  Path plugins() {
    return distribution.directory().resolve("plugins");
  }

  /**
   * Ours listens to this machine only; Flink's own, which a stock distribution has, to everybody.
   */
  String prometheusFactory() {
    boolean ours = Files.exists(plugins().resolve("metrics-prometheus/drey-metrics.jar"));
    return "org.apache.flink.metrics.prometheus."
        + (ours ? "LoopbackPrometheusReporterFactory" : "PrometheusReporterFactory");
  }

  /**
   * @param options beyond those that the role always has
   * @param redirect a folder that the class path begins with
   * @param more jars that it ends with
   */
  List<String> command(
      FlinkRole role,
      List<String> options,
      Optional<Path> redirect,
      List<Path> more,
      List<String> arguments) {
    String main = facts.getProperty(role.word() + ".main-class", role.usualMainClass());
    return command(role, main, options, redirect, more, arguments);
  }

  /** What reads saved state to its end; it needs what a check needs. */
  List<String> proof(List<String> options, List<Path> more, List<String> arguments) {
    return command(
        FlinkRole.CHECK,
        "dev.drey.agent.check.ProveState",
        options,
        Optional.empty(),
        more,
        arguments);
  }

  /** What restores saved state in a cluster of its own. */
  List<String> trial(List<String> options, Optional<Path> redirect, List<String> arguments) {
    return command(
        FlinkRole.CHECK,
        "dev.drey.agent.trial.TryRestore",
        options,
        redirect,
        List.of(),
        arguments);
  }

  private List<String> command(
      FlinkRole role,
      String main,
      List<String> options,
      Optional<Path> redirect,
      List<Path> more,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.java().toString());
    command.addAll(usualOptions(role));
    if (redirect.isEmpty()) { // an archive fits only the class path it was made with
      archive(role).ifPresent(file -> command.add("-XX:SharedArchiveFile=" + file));
    }
    command.addAll(options);
    List<Path> jars = new ArrayList<>();
    redirect.ifPresent(jars::add);
    jars.addAll(jars());
    jars.addAll(more);
    command.add("-cp");
    command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  private List<String> usualOptions(FlinkRole role) {
    List<String> options = new ArrayList<>();
    for (String line : optionLines) {
      String[] words = line.strip().split("\\s+", 2);
      if (words.length == 2 && (words[0].equals("common") || words[0].equals(role.word()))) {
        options.add(words[1]);
      }
    }
    return options;
  }

  /** Ours last: an archive made without it fits all the same. */
  private List<Path> jars() {
    List<Path> jars = new ArrayList<>(lib);
    jars.add(distribution.agent());
    return jars;
  }

  /** Looked for at each start: they may be made while the server runs. */
  private Optional<Path> archive(FlinkRole role) {
    return distribution
        .archives()
        .filter(this::fit)
        .map(folder -> folder.resolve(role.word() + ".jsa"))
        .filter(Files::isReadable);
  }

  /** As {@code make-archives.sh} writes it down; a Java that is not ours looks for itself. */
  private boolean fit(Path folder) {
    try {
      List<String> expected = new ArrayList<>();
      for (FlinkRole role : FlinkRole.values()) {
        expected.add(role.word() + "=" + String.join(" ", usualOptions(role)));
      }
      for (Path jar : jars()) {
        long changed = Files.getLastModifiedTime(jar).toMillis();
        expected.add("%s %d %d".formatted(jar, Files.size(jar), changed));
      }
      List<String> made = Files.readAllLines(folder.resolve("fingerprint"));
      List<String> vm = VM.stream().map(name -> name + "=" + System.getProperty(name)).toList();
      return made.size() == VM.size() + expected.size()
          && made.subList(VM.size(), made.size()).equals(expected)
          && (!java.isOurs() || made.subList(0, VM.size()).equals(vm));
    } catch (IOException e) {
      return false;
    }
  }
}
