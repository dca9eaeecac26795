package dev.drey.storage.objects;

import dev.drey.core.control.PythonCode;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.RuntimeEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars and zips, as bytes. */
final class Archives {
  static final Configuration JAVA =
      Configuration.defaults(new RuntimeEnvironment("FLINK-1_20"), "role");

  static final PythonCode NO_PYTHON =
      (zip, name, program, runtime) -> {
        throw new AssertionError(name + " is no Python application");
      };

  private Archives() {}

  static byte[] jar(String mainClass, String... classes) {
    Map<String, String> entries = new TreeMap<>();
    entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: " + mainClass + "\n");
    for (String each : classes) {
      entries.put(each, "bytes of " + each);
    }
    return zip(entries);
  }

  static byte[] zip(Map<String, String> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
