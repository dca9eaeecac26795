package dev.drey.runtime.python;

import dev.drey.core.control.PythonCode;
import dev.drey.core.model.PythonProgram;
import dev.drey.core.model.PythonProgram.Entry;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds zips of Python applications against what their properties say and against the environment
 * they will run in.
 */
public final class PythonZips implements PythonCode {
  /** AWS takes zips of 512 MiB, and models in them may shrink to a quarter. */
  private static final long LARGEST = 2L << 30;

  private final PythonEnvironments environments;
  private final Path workshop;
  private final long largest;

  /**
   * Looks at zips with the interpreters of {@code environments}.
   *
   * @param workshop a folder for what exists during a look only
   */
  public PythonZips(PythonEnvironments environments, Path workshop) {
    this(environments, workshop, LARGEST);
  }

  PythonZips(PythonEnvironments environments, Path workshop, long largest) {
    this.environments = environments;
    this.workshop = workshop;
    this.largest = largest;
  }

  @Override
  public void check(Path file, String name, PythonProgram program, RuntimeEnvironment runtime) {
    PythonEnvironment environment = environments.of(runtime);
    var zip = new PythonZip(file, name, largest);
    zip.check(environment.line());
    if (program.entry() instanceof Entry.ScriptFile script) {
      there(zip, script.name(), "python");
    }
    program.files().forEach(path -> there(zip, path, "pyFiles"));
    program.jarFile().ifPresent(path -> checkJar(zip, path, runtime));
    for (String archive : program.archives()) {
      checkArchive(zip, archive.split("#", 2)[0], environment);
    }
    new Imports(environment, workshop).check(file, zip, program);
  }

  /** Unpacks a zip that was checked; there is either all of it or nothing. */
  public static void unpack(Path zip, Path folder) {
    new PythonZip(zip, zip.toString(), LARGEST).unpack(folder);
  }

  private static void there(PythonZip zip, String path, String property) {
    if (!zip.holds(path)) {
      throw zip.refused(
          "holds no "
              + path
              + ", which the property "
              + property
              + " of the group "
              + PythonProgram.GROUP
              + " names; paths begin at the root of the zip");
    }
  }

  private void checkJar(PythonZip zip, String path, RuntimeEnvironment runtime) {
    there(zip, path, "jarfile");
    Path copy = temporary(".jar");
    try {
      zip.unpack(path, copy);
      Optional<String> stranger = new JarLine(runtime, environments.runtimes()).stranger(copy);
      if (stranger.isPresent()) {
        throw zip.refused(
            "holds " + path + ", and in it " + stranger.get() + ", which is not for " + runtime);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw zip.refused("holds " + path + ", which is not a jar (" + e.getMessage() + ")");
    } finally {
      delete(copy);
    }
  }

  /** Flink unpacks it beside the workers, and looks at nothing. */
  private void checkArchive(PythonZip zip, String path, PythonEnvironment environment) {
    there(zip, path, "pyArchives");
    if (!path.toLowerCase(Locale.ROOT).endsWith(".zip")) {
      return;
    }
    Path copy = temporary(".zip");
    try {
      zip.unpack(path, copy);
      new PythonZip(copy, zip.name() + ", in it " + path + ",", largest).check(environment.line());
    } catch (IOException e) {
      throw zip.refused("holds " + path + ", which cannot be read (" + e.getMessage() + ")");
    } finally {
      delete(copy);
    }
  }

  private Path temporary(String ending) {
    try {
      Files.createDirectories(workshop);
      return Files.createTempFile(workshop, "look-", ending);
    } catch (IOException e) {
      throw new Unavailable("cannot write in " + workshop + ": " + e.getMessage(), e);
    }
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      throw new Unavailable("cannot delete " + copy + ": " + e.getMessage(), e);
    }
  }
}
