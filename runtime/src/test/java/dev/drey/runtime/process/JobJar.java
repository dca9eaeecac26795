package dev.drey.runtime.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** Makes a user's jar out of one source file, compiled against the Flink that will run it. */
final class JobJar {
  private JobJar() {}

  static Path make(Path flink, Path folder) throws IOException {
    Path source = folder.resolve("CountingJob.java");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    try (InputStream in = JobJar.class.getResourceAsStream("CountingJob.java")) {
      Files.copy(in, source);
    }
    var told = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                told,
                told,
                "-cp",
                classPath(flink.resolve("lib")),
                "-d",
                classes.toString(),
                source.toString());
    if (status != 0) {
      throw new IllegalStateException(told.toString(StandardCharsets.UTF_8));
    }
    return jar(classes, folder.resolve("job.jar"));
  }

  private static String classPath(Path lib) throws IOException {
    try (var jars = Files.list(lib)) {
      return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "CountingJob");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.list(classes)) {
      for (Path file : files.toList()) {
        out.putNextEntry(new JarEntry(file.getFileName().toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /** What the job has counted so far, the last line first read last. */
  static List<String> lines(Path out) throws IOException {
    return Files.exists(out) ? Files.readAllLines(out) : List.of();
  }
}
