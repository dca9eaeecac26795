package dev.drey.core.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a Python application is begun, as its property group says it: paths from the root of its zip.
 *
 * @param entry the script or module whose code describes the job
 * @param jarFile connectors and functions in Java, one jar
 * @param files modules and folders of modules for the workers
 * @param archives what workers find unpacked in their working folder; {@code #} and another name
 *     may follow the path
 */
public record PythonProgram(
    Entry entry, Optional<String> jarFile, List<String> files, List<String> archives) {
  public static final String GROUP = "kinesis.analytics.flink.run.options";

  private static final String SCRIPT = "python";
  private static final String MODULE = "pyModule";
  private static final String JAR = "jarfile";
  private static final String FILES = "pyFiles";
  private static final String ARCHIVES = "pyArchives";
  private static final Set<String> KNOWN =
      new TreeSet<>(Set.of(SCRIPT, MODULE, JAR, FILES, ARCHIVES));
  private static final Set<String> NEITHER_HERE_NOR_ON_AWS =
      Set.of("pyexecutable", "pyrequirements", "pyclientexecutable");

  /** What is run to come to the job. */
  public sealed interface Entry {
    String name();

    /** A file of the zip. */
    record ScriptFile(String name) implements Entry {}

    /** A module in one of the {@code files}. */
    record NamedModule(String name) implements Entry {}
  }

  public PythonProgram {
    files = List.copyOf(files);
    archives = List.copyOf(archives);
  }

  /** Absent for an application in Java: one whose properties name neither script nor module. */
  public static Optional<PythonProgram> of(List<PropertyGroup> groups) {
    return groups.stream()
        .filter(group -> group.id().equals(GROUP))
        .map(PropertyGroup::properties)
        .filter(options -> options.containsKey(SCRIPT) || options.containsKey(MODULE))
        .findFirst()
        .map(PythonProgram::of);
  }

  private static PythonProgram of(Map<String, String> options) {
    options.keySet().forEach(PythonProgram::checkName);
    if (options.containsKey(SCRIPT) && options.containsKey(MODULE)) {
      throw refusal("it names both " + SCRIPT + " and " + MODULE + "; leave one of them out");
    }
    List<String> files = list(options, FILES);
    return new PythonProgram(
        entry(options, files), list(options, JAR).stream().findFirst(), files, archives(options));
  }

  private static void checkName(String key) {
    if (NEITHER_HERE_NOR_ON_AWS.contains(key.toLowerCase(Locale.ROOT))) {
      throw refusal(
          key
              + " is not supported, as on AWS; put what the program needs into the zip and name it"
              + " with "
              + FILES);
    }
    KNOWN.stream()
        .filter(known -> known.equalsIgnoreCase(key) && !known.equals(key))
        .forEach(
            known -> {
              throw refusal("it has " + key + ", which is written " + known);
            });
  }

  private static Entry entry(Map<String, String> options, List<String> files) {
    if (options.containsKey(SCRIPT)) {
      String script = path(SCRIPT, options.get(SCRIPT));
      if (!script.endsWith(".py")) {
        throw refusal(SCRIPT + " is '" + script + "', and a script ends with .py");
      }
      return new Entry.ScriptFile(script);
    }
    String module = options.get(MODULE).strip();
    if (!module.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")) {
      throw refusal(MODULE + " is '" + module + "', which is no name of a module");
    }
    if (files.isEmpty()) {
      throw refusal(MODULE + " needs " + FILES + ", which names where the module is");
    }
    return new Entry.NamedModule(module);
  }

  private static List<String> list(Map<String, String> options, String key) {
    return words(options, key).map(each -> path(key, each)).toList();
  }

  private static List<String> archives(Map<String, String> options) {
    return words(options, ARCHIVES)
        .peek(each -> Arrays.stream(each.split("#", 2)).forEach(part -> path(ARCHIVES, part)))
        .toList();
  }

  private static Stream<String> words(Map<String, String> options, String key) {
    return Arrays.stream(options.getOrDefault(key, "").split(",", -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty());
  }

  /** Without {@code ./} before it and {@code /} behind it. */
  private static String path(String key, String text) {
    String path = text.strip().replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
    boolean leaves = Arrays.asList(path.split("/", -1)).contains("..") || path.startsWith("/");
    if (path.isEmpty() || leaves || path.contains("\\") || path.contains(":")) {
      throw refusal(
          key + " is '" + text + "'; it has to be a path from the root of the zip, inside the zip");
    }
    return path;
  }

  private static Refused refusal(String why) {
    return new Refused(Reason.INVALID_CONFIGURATION, "property group " + GROUP + ": " + why);
  }
}
