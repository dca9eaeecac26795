package dev.drey.agent.archive;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the JVMs of a runtime are started: options from its {@code jvm-options} file, and every jar
 * of its lib/ in the order of their names. An archive of class data fits only this class path, so
 * whoever starts Flink uses the same.
 */
public final class RuntimeJvms {
  private static final String COMMON = "common";

  private final List<Path> lib;
  private final Path agentJar;
  private final List<String> optionLines;

  private RuntimeJvms(List<Path> lib, Path agentJar, List<String> optionLines) {
    this.lib = List.copyOf(lib);
    this.agentJar = agentJar;
    this.optionLines = List.copyOf(optionLines);
  }

  public static RuntimeJvms of(Path runtime, Path agentJar, Path options) throws IOException {
    try (var files = Files.list(runtime.toAbsolutePath().normalize().resolve("lib"))) {
      var jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new IOException("no jars in " + runtime.resolve("lib"));
      }
      return new RuntimeJvms(
          jars, agentJar.toAbsolutePath().normalize(), Files.readAllLines(options));
    }
  }

  /** Java's own options for a role, without memory, logging and archive. */
  public List<String> options(Role role) {
    var options = new ArrayList<String>();
    for (String line : optionLines) {
      var words = line.strip().split("\\s+", 2);
      if (words.length == 2 && (words[0].equals(COMMON) || words[0].equals(role.word()))) {
        options.add(words[1]);
      }
    }
    return options;
  }

  List<Path> jars(Role role) {
    if (role != Role.CHECK) {
      return lib;
    }
    var jars = new ArrayList<>(lib);
    jars.add(agentJar);
    return jars;
  }

  public String classPath(Role role) {
    return jars(role).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * A whole command line: this JDK's java, the role's options and then more, class path, main
   * class, arguments.
   */
  public List<String> command(Role role, List<String> moreOptions, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(role));
    command.addAll(moreOptions);
    command.add("-cp");
    command.add(classPath(role));
    command.add(role.mainClass());
    command.addAll(arguments);
    return command;
  }

  /**
   * What archives depend on, as text: the JDK's build, the options, and each jar with size and
   * time. Archives made beside an equal text fit.
   */
  public String fingerprint() throws IOException {
    var lines = new ArrayList<String>();
    for (String property :
        List.of("java.vm.vendor", "java.vm.name", "java.vm.version", "os.arch")) {
      lines.add(property + "=" + System.getProperty(property));
    }
    for (Role role : Role.values()) {
      lines.add(role.word() + "=" + String.join(" ", options(role)));
    }
    for (Path jar : jars(Role.CHECK)) {
      lines.add(
          "%s %d %d".formatted(jar, Files.size(jar), Files.getLastModifiedTime(jar).toMillis()));
    }
    return String.join("\n", lines) + "\n";
  }
}
