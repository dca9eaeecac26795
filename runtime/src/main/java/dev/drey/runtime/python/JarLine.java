package dev.drey.runtime.python;

import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.runtime.python.JarCalls.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * For which Flink a jar was built. What Maven left in it tells (its folder, or the manifest): a
 * connector's version ends in the line (3.3.0-1.20), and a part of Flink has the version itself. So
 * does what its classes call: a class or a method that this Flink does not have and another of ours
 * has.
 */
final class JarLine {
  private static final String FLINK = "org.apache.flink";

  /** What tells versions is far smaller; a manifest with a checksum of each file may be larger. */
  private static final int HEAD = 16 << 20;

  private static final Pattern PROPERTIES =
      Pattern.compile("META-INF/maven/org\\.apache\\.flink/([^/]+)/pom\\.properties");
  private static final Pattern OF_CONNECTOR =
      Pattern.compile("[0-9.]+(?:-SNAPSHOT)?-([0-9]+)\\.([0-9]+)(?:-SNAPSHOT)?");
  private static final Pattern OF_FLINK = Pattern.compile("([0-9]+)\\.([0-9]+)\\.[0-9]+.*");

  /**
   * What has Flink's own version, by artifact or title. Flink CDC and ML have numbers of theirs.
   */
  private static final Pattern PART =
      Pattern.compile(
          "Flink : .+|flink-(annotations|core|core-api|java|streaming-java|runtime|clients|cep"
              + "|connector-base|connector-files|connector-datagen|file-sink-common|table-.+"
              + "|(sql-)?(avro|orc|parquet|protobuf|json|csv).*)");

  private static final Pattern RUNTIME = Pattern.compile("FLINK-([0-9]+)_([0-9]+)");

  private final RuntimeEnvironment runtime;
  private final Map<RuntimeEnvironment, Path> folders;
  private final int major;
  private final int minor;

  /**
   * @param folders our folder for each Flink
   */
  JarLine(RuntimeEnvironment runtime, Map<RuntimeEnvironment, Path> folders) {
    Matcher line = RUNTIME.matcher(runtime.value());
    boolean known = line.matches();
    this.runtime = runtime;
    this.folders = new TreeMap<>(folders);
    this.major = known ? Integer.parseInt(line.group(1)) : 0;
    this.minor = known ? Integer.parseInt(line.group(2)) : 0;
  }

  /**
   * What in a jar was built for a Flink that is not this one. A connector for an older Flink of the
   * same first number works; one for a later or for another first number does not.
   *
   * @throws IOException if it is no jar
   */
  Optional<String> stranger(Path jar) throws IOException {
    ZipListing.refuseHuge(jar);
    try (var zip = new ZipFile(jar.toFile())) {
      if (zip.size() == 0) {
        throw new IOException("there is nothing in it");
      }
      Optional<String> named = byManifest(zip);
      if (named.isEmpty()) {
        named = byMaven(zip);
      }
      return named.isPresent() ? named : byCalls(JarCalls.of(zip));
    }
  }

  private Optional<String> byManifest(ZipFile jar) throws IOException {
    ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
    if (entry == null) {
      return Optional.empty();
    }
    Attributes told = new Manifest(head(jar, entry)).getMainAttributes();
    String title = told.getValue(Attributes.Name.IMPLEMENTATION_TITLE);
    String version = told.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    return FLINK.equals(told.getValue("Implementation-Vendor-Id")) && version != null
        ? stranger(Objects.requireNonNullElse(title, FLINK), version)
        : Optional.empty();
  }

  private static InputStream head(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return new ByteArrayInputStream(in.readNBytes(HEAD));
    }
  }

  private Optional<String> byMaven(ZipFile jar) throws IOException {
    var entries = jar.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      Matcher path = PROPERTIES.matcher(entry.getName());
      if (path.matches()) {
        Optional<String> stranger = stranger(path.group(1), version(jar, entry));
        if (stranger.isPresent()) {
          return stranger;
        }
      }
    }
    return Optional.empty();
  }

  private static String version(ZipFile jar, ZipEntry entry) throws IOException {
    var properties = new Properties();
    properties.load(head(jar, entry));
    return properties.getProperty("version", "");
  }

  private Optional<String> stranger(String artifact, String version) {
    if (artifact.startsWith("flink-shaded")) {
      return Optional.empty(); // numbered by what they shade
    }
    Matcher connector = OF_CONNECTOR.matcher(version);
    if (connector.matches()) {
      return isOurs(connector) ? Optional.empty() : Optional.of(artifact + " " + version);
    }
    Matcher flink = OF_FLINK.matcher(version);
    return PART.matcher(artifact).matches() && flink.matches() && !isOurs(flink)
        ? Optional.of(artifact + " " + version)
        : Optional.empty();
  }

  private boolean isOurs(Matcher line) {
    return Integer.parseInt(line.group(1)) == major && Integer.parseInt(line.group(2)) <= minor;
  }

  /** What no Flink has is not judged: it may never be called, or come with a plugin. */
  private Optional<String> byCalls(Map<Reference, String> calls) throws IOException {
    for (RuntimeEnvironment other : folders.keySet()) {
      if (!other.equals(runtime) && isHere(other) && isHere(runtime)) {
        try (var ours = new FlinkClasses(folders.get(runtime));
            var theirs = new FlinkClasses(folders.get(other))) {
          Predicate<Reference> onlyTheirs = call -> !ours.has(call) && theirs.has(call);
          Optional<Reference> stranger = calls.keySet().stream().filter(onlyTheirs).findFirst();
          if (stranger.isPresent()) {
            return stranger.map(
                call -> "%s (it calls %s, which %s has)".formatted(calls.get(call), call, other));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isHere(RuntimeEnvironment each) {
    return Files.isDirectory(folders.get(each).resolve("lib"));
  }
}
