package dev.drey.storage.objects;

import dev.drey.core.model.PythonProgram;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** What code has to be: a jar with a main class. */
final class RunnableArchive {
  private final Path file;
  private final String name;

  /**
   * @param name what messages call it
   */
  RunnableArchive(Path file, String name) {
    this.file = file;
    this.name = name;
  }

  /**
   * @throws Refused if it cannot be run
   */
  void check() {
    try (var archive = new JarFile(file.toFile(), false)) {
      checkEntries(archive);
      Optional<String> main = mainClass(archive);
      if (main.isPresent()) {
        checkClass(archive, main.get());
        return;
      }
      throw refused(
          archive.stream().anyMatch(entry -> entry.getName().endsWith(".py"))
              ? " is a Python application, and no property says how it begins; name its script with"
                  + " the property python in the group "
                  + PythonProgram.GROUP
              : " names no Main-Class in META-INF/MANIFEST.MF; build the jar so that its manifest"
                  + " names the class with main()");
    } catch (IOException | IllegalArgumentException e) {
      throw refused(
          " is not a jar or zip that can be read ("
              + e.getMessage()
              + "); build it and upload it again");
    }
  }

  private static void checkEntries(JarFile archive) throws IOException {
    for (ZipEntry entry : (Iterable<ZipEntry>) archive.stream().<ZipEntry>map(e -> e)::iterator) {
      try (InputStream raw = archive.getInputStream(entry);
          var bytes = new CheckedInputStream(raw, new CRC32())) {
        bytes.transferTo(OutputStream.nullOutputStream());
        if (!entry.isDirectory() && bytes.getChecksum().getValue() != entry.getCrc()) {
          throw new ZipException("its entry " + entry.getName() + " is damaged");
        }
      }
    }
  }

  private static Optional<String> mainClass(JarFile archive) throws IOException {
    return Optional.ofNullable(archive.getManifest())
        .map(Manifest::getMainAttributes)
        .map(attributes -> attributes.getValue(Attributes.Name.MAIN_CLASS))
        .map(String::strip);
  }

  private void checkClass(JarFile archive, String main) {
    String entry = main.replace('.', '/') + ".class";
    if (archive.getEntry(entry) == null) {
      throw refused(
          " names the Main-Class "
              + main
              + " in its manifest, but holds no "
              + entry
              + "; put the class into the jar, or name the one with main()");
    }
  }

  private Refused refused(String why) {
    return new Refused(Reason.INVALID_ARGUMENT, name + why);
  }
}
