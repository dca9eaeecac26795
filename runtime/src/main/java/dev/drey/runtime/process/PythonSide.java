package dev.drey.runtime.process;

import dev.drey.core.model.PythonProgram;
import dev.drey.core.model.PythonProgram.Entry;
import dev.drey.core.model.Version;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.python.PythonEnvironment;
import dev.drey.runtime.python.PythonEnvironments;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application in Python has beside Flink: its zip unpacked and an environment of its own,
 * in one folder of its deployment that all its JVMs share.
 *
 * @param folder holds {@code app} and {@code env}
 * @param options what its properties say
 * @param shared the environment of the runtime, which its own stands on
 */
record PythonSide(Path folder, PythonProgram options, PythonEnvironment shared) {
  private static final String MAIN = "dev.drey.agent.python.PythonMain";

  /** Absent for an application in Java. */
  static Optional<PythonSide> of(Version version, Path folder, PythonEnvironments environments) {
    return version
        .configuration()
        .python()
        .map(
            program ->
                new PythonSide(
                    folder, program, environments.of(version.configuration().runtime())));
  }

  /** The zip, unpacked: readable for the program as long as it runs. */
  Path app() {
    return folder.resolve("app");
  }

  private PythonEnvironment own() {
    return new PythonEnvironment(folder.resolve("env"), shared.connector());
  }

  /** Lays it out, once. */
  void derive() {
    shared.derive(own().directory());
  }

  /** By its own path: the environment is found from where the interpreter is called. */
  Path interpreter() {
    return own().interpreter();
  }

  Optional<Path> jar() {
    return options.jarFile().map(app()::resolve);
  }

  /**
   * The jars of what its functions in Java may be of, the one that is named first: a program may
   * add any other from its zip, and does not say so beforehand.
   */
  List<Path> jars() {
    return Stream.concat(
            jar().stream(),
            Trees.files(app()).stream().filter(file -> file.toString().endsWith(".jar")))
        .distinct()
        .toList();
  }

  /** Absolute, separated by commas, as Flink takes them. */
  String files() {
    return absolute(options.files());
  }

  String archives() {
    return absolute(options.archives());
  }

  private String absolute(List<String> paths) {
    return paths.stream().map(path -> app() + "/" + path).collect(Collectors.joining(","));
  }

  /** What the JVM is told to run, as {@code PythonMain} takes it. */
  List<String> program() {
    return options.entry() instanceof Entry.ScriptFile script
        ? List.of(MAIN, "script", app().resolve(script.name()).toString())
        : List.of(MAIN, "module", options.entry().name());
  }

  /**
   * For a JVM and the interpreters that it starts. A thread of the JVM finds packages by PYTHONPATH
   * alone.
   */
  Map<String, String> variables(Path temporary) {
    String packages =
        Stream.of(own().sitePackages(), shared.sitePackages())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    return Map.of(
        "PYTHONPATH",
        packages,
        "PYTHONNOUSERSITE",
        "1",
        "VIRTUAL_ENV",
        own().directory().toString(),
        "TMPDIR",
        temporary.toString());
  }
}
