package dev.drey.storage.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The migrations that lie beside this class, found by their names without Flyway: those that every
 * database understands, and those of one kind of database alone.
 */
final class Scripts {
  private static final String FOR_ALL = "migrations";
  private static final Pattern NAME = Pattern.compile("V([0-9.]+)__[a-z0-9_]+[.]sql");

  private final List<String> folders = new ArrayList<>();
  private final Set<String> versions = new HashSet<>();

  /**
   * @param kind of database, which is the name of its folder
   */
  Scripts(String kind) {
    for (String folder : List.of(FOR_ALL, kind)) {
      Set<String> found = versions(folder);
      if (!found.isEmpty()) {
        folders.add(folder);
        versions.addAll(found);
      }
    }
  }

  /** Where Flyway finds them. */
  String[] locations() {
    String here = Scripts.class.getPackageName().replace('.', '/');
    return folders.stream()
        .map(folder -> "classpath:" + here + "/" + folder)
        .toArray(String[]::new);
  }

  /** As Flyway notes them in its history. */
  Set<String> versions() {
    return Set.copyOf(versions);
  }

  private static Set<String> versions(String folder) {
    URL place = Scripts.class.getResource(folder);
    if (place == null) {
      return Set.of();
    }
    try {
      Set<String> found = new HashSet<>();
      for (String file : "jar".equals(place.getProtocol()) ? packed(place) : unpacked(place)) {
        Matcher name = NAME.matcher(file.substring(file.lastIndexOf('/') + 1));
        if (name.matches()) {
          found.add(name.group(1));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("the migrations in " + place + " cannot be listed", e);
    }
  }

  private static List<String> packed(URL place) throws IOException {
    var connection = (JarURLConnection) place.openConnection();
    connection.setUseCaches(false);
    String folder = connection.getEntryName();
    try (JarFile jar = connection.getJarFile()) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(folder))
          .toList();
    }
  }

  private static List<String> unpacked(URL place) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(URI.create(place.toString())))) {
      return files.map(Path::toString).toList();
    }
  }
}
