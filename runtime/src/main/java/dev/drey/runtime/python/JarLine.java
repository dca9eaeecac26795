package dev.drey.runtime.python;

import dev.drey.core.model.RuntimeEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For which Flink a jar was built, as what Maven left in it tells: a connector's version ends in
 * the line (3.3.0-1.20), and a part of Flink has the version itself.
 */
final class JarLine {
  private static final Pattern PROPERTIES =
      Pattern.compile("META-INF/maven/org\\.apache\\.flink/([^/]+)/pom\\.properties");
  private static final Pattern OF_CONNECTOR =
      Pattern.compile("[0-9.]+(?:-SNAPSHOT)?-([0-9]+)\\.([0-9]+)(?:-SNAPSHOT)?");
  private static final Pattern OF_FLINK = Pattern.compile("([0-9]+)\\.([0-9]+)\\.[0-9]+.*");
  private static final Pattern RUNTIME = Pattern.compile("FLINK-([0-9]+)_([0-9]+)");

  private final int major;
  private final int minor;

  JarLine(RuntimeEnvironment runtime) {
    Matcher line = RUNTIME.matcher(runtime.value());
    boolean known = line.matches();
    this.major = known ? Integer.parseInt(line.group(1)) : 0;
    this.minor = known ? Integer.parseInt(line.group(2)) : 0;
  }

  /**
   * What in a jar was built for a Flink that is not this one. A connector for an older Flink of the
   * same first number works; one for a later or for another first number does not.
   *
   * @throws IOException if it is no jar
   */
  Optional<String> stranger(InputStream jar) throws IOException {
    try (var in = new JarInputStream(jar, false)) {
      boolean empty = in.getManifest() == null;
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        empty = false;
        Matcher path = PROPERTIES.matcher(entry.getName());
        if (path.matches()) {
          Optional<String> stranger = stranger(path.group(1), version(in));
          if (stranger.isPresent()) {
            return stranger;
          }
        }
      }
      if (empty) {
        throw new IOException("there is nothing in it");
      }
      return Optional.empty();
    }
  }

  private static String version(InputStream in) throws IOException {
    var properties = new Properties();
    properties.load(in);
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
    return flink.matches() && !isOurs(flink)
        ? Optional.of(artifact + " " + version)
        : Optional.empty();
  }

  private boolean isOurs(Matcher line) {
    return Integer.parseInt(line.group(1)) == major && Integer.parseInt(line.group(2)) <= minor;
  }
}
