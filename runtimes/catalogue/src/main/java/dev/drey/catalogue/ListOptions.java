package dev.drey.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists every option of the Flink whose jars lie in folders: {@code ListOptions FILE LIB…}. One
 * line for each, tab between the columns: key, kind, {@code =} and the default or nothing, older
 * keys, choices.
 */
public final class ListOptions {
  /** Not those of tables, reporters and catalogs, whose keys mean something only in their place. */
  private static final Pattern OPTION_CLASS =
      Pattern.compile(
          "org/apache/flink/(?!.*(connector|format|catalog|lookup|reporter))(?!.*Reporter).*Options\\.class");

  private static final Set<String> WITHOUT_DOTS = Set.of("scheduler-mode", "external-resources");

  private ListOptions() {}

  /** Ends with an exception if a class of options cannot be read: a list with holes is none. */
  public static void main(String... arguments) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String folder : Arrays.asList(arguments).subList(1, arguments.length)) {
      jars.addAll(jars(Path.of(folder)));
    }
    var found = new TreeMap<String, String>();
    try (var loader =
        new URLClassLoader(
            jars.stream().map(ListOptions::url).toArray(URL[]::new),
            ClassLoader.getPlatformClassLoader())) {
      for (String name : optionClasses(jars)) {
        for (Option option : Option.of(loader, name)) {
          if (isWhole(option.key())) {
            found.putIfAbsent(option.key(), option.line());
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("no option of Flink's in " + jars);
    }
    Files.write(Path.of(arguments[0]), found.values());
  }

  /** Other keys are ends or patterns of keys. */
  private static boolean isWhole(String key) {
    return WITHOUT_DOTS.contains(key) || (key.contains(".") && !key.contains("<"));
  }

  private static List<Path> jars(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Collection<String> optionClasses(List<Path> jars) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path jar : jars) {
      try (var file = new JarFile(jar.toFile())) {
        file.stream()
            .map(entry -> entry.getName())
            .filter(name -> OPTION_CLASS.matcher(name).matches())
            .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
            .sorted()
            .forEach(names::add);
      }
    }
    return names;
  }
}
