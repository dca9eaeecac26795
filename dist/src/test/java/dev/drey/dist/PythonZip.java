package dev.drey.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip of an application in Python, as one is made for the AWS service. */
final class PythonZip {
  private final Map<String, byte[]> entries = new TreeMap<>();

  /** A script at the root, and a folder of modules beside it. */
  static PythonZip counting() {
    return new PythonZip()
        .with("main.py", resource("main.py"))
        .with("dep/counting.py", resource("dep/counting.py"));
  }

  PythonZip with(String path, byte[] bytes) {
    entries.put(path, bytes);
    return this;
  }

  PythonZip with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  PythonZip without(String path) {
    entries.remove(path);
    return this;
  }

  Path at(Path file) {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = PythonZip.class.getResourceAsStream("python/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
