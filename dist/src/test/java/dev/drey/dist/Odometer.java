package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * An application that counts numbers, one after the other, and writes each count down: an empty
 * start shows as a count that begins again. It can be held at its main(), while it saves its state,
 * and at its end.
 */
final class Odometer {
  static final String GROUP = "odometer";
  static final String KEY = "odometer.jar";

  private final Path folder;
  private final Application application;

  Odometer(Drey drey, Path folder, String name) {
    this.folder = folder;
    this.application = new Application(drey, name, GROUP);
  }

  /** What is written for one number. */
  record Reading(String round, long number, long count) {
    static Reading parse(String line) {
      String[] words = line.split(" ", -1);
      return new Reading(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
  }

  /** A file that something waits for, or waits for the end of. */
  record Sign(Path file) {
    void raise() {
      try {
        Files.createFile(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void lower() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Application application() {
    return application;
  }

  /** What main() of rounds that are {@link #gated} waits for. */
  Sign gate() {
    return new Sign(file("gate"));
  }

  /** While it is raised no state is saved. */
  Sign hold() {
    return new Sign(file("hold"));
  }

  /** While it is raised the JobManager does not end when it is asked to. */
  Sign linger() {
    return new Sign(file("linger"));
  }

  /** While it is raised its job fails again and again. */
  Sign fail() {
    return new Sign(file("fail"));
  }

  Path mirror() {
    return file("mirror");
  }

  private Path file(String what) {
    return folder.resolve(application.name() + "." + what);
  }

  Map<String, String> round(int round) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("round", Integer.toString(round));
    properties.put("out", file("out").toString());
    properties.put("hold", hold().file().toString());
    properties.put("linger", linger().file().toString());
    properties.put("fail", fail().file().toString());
    return properties;
  }

  Map<String, String> gated(int round) {
    Map<String, String> properties = round(round);
    properties.put("gate", gate().file().toString());
    return properties;
  }

  /** Creates the application, starts it, and waits until it has state that a checkpoint holds. */
  Odometer run() {
    application.create(KEY, Application.Shape.SMALL, round(1)).start();
    counts(1);
    await()
        .alias("a checkpoint of " + application.name())
        .atMost(Drey.PATIENCE)
        .untilAsserted(() -> assertThat(application.completeState()).isNotEmpty());
    return this;
  }

  /** Waits until it has counted on in this round. */
  void counts(int round) {
    int before = readings().size();
    await()
        .alias(application.name() + " counts in round " + round)
        .atMost(Drey.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              List<Reading> now = readings();
              assertThat(now).hasSizeGreaterThan(before);
              assertThat(now.get(now.size() - 1).round()).isEqualTo(Integer.toString(round));
            });
  }

  /** How many it has counted. */
  int numbers() {
    return readings().size();
  }

  /** Whatever happened, it has never begun anew, nor skipped or repeated a number. */
  void neverLostItsState() {
    assertThat(readings())
        .allSatisfy(each -> assertThat(each.count()).isEqualTo(each.number() + 1));
    assertThat(readings()).filteredOn(each -> each.number() == 0).hasSize(1);
  }

  private List<Reading> readings() {
    if (!Files.exists(file("out"))) {
      return List.of();
    }
    try {
      String text = Files.readString(file("out"));
      // what follows the last line feed is still being written
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Reading::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its jar, which finds the class that reads properties where it runs. */
  static Path jar(Path folder) {
    return jar(folder, "odometer.jar", List.of());
  }

  /** Its jar, with the class that reads properties inside. */
  static Path jarOfAll(Path folder) {
    return jar(folder, "odometer-of-all.jar", jars("aws-kinesisanalytics-runtime"));
  }

  private static Path jar(Path folder, String name, List<Path> inside) {
    try {
      Path classes = compile(Files.createTempDirectory(folder, "odometer-"));
      Path jar = folder.resolve(name);
      var manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Odometer");
      try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
        for (Path file : Jvm.all(classes)) {
          out.putNextEntry(new JarEntry(file.getFileName().toString()));
          Files.copy(file, out);
          out.closeEntry();
        }
        for (Path each : inside) {
          copy(each, out);
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path jar, JarOutputStream out) throws IOException {
    try (var from = new JarFile(jar.toFile())) {
      Enumeration<JarEntry> entries = from.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (!entry.getName().startsWith("META-INF/")) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }

  private static Path compile(Path folder) throws IOException {
    Path source = folder.resolve("Odometer.java");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    try (InputStream in = Odometer.class.getResourceAsStream("Odometer.java")) {
      Files.copy(in, source);
    }
    String classPath =
        jars("").stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> arguments =
        new ArrayList<>(List.of("-cp", classPath, "-d", classes.toString(), source.toString()));
    var told = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, told, told, arguments.toArray(String[]::new));
    assertThat(status).as(told.toString(StandardCharsets.UTF_8)).isZero();
    return classes;
  }

  private static List<Path> jars(String name) {
    return Jvm.children(Drey.distribution().resolve("runtimes/flink-1.20/lib")).stream()
        .filter(jar -> jar.getFileName().toString().startsWith(name))
        .toList();
  }
}
