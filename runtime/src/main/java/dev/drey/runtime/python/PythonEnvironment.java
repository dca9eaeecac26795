package dev.drey.runtime.python;

import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The interpreter and the packages for one runtime, shared by all its applications: a virtual
 * environment that {@code install-python.sh} has made. Nothing is written into it any more.
 *
 * @param connector Flink's jar that speaks to Python
 */
public record PythonEnvironment(Path directory, Path connector) {
  private static final String CONFIGURATION = "pyvenv.cfg";

  public Path interpreter() {
    return directory.resolve("bin/python");
  }

  /** The folder below {@code lib} bears the version of the interpreter. */
  public Path sitePackages() {
    return directory.resolve("lib").resolve(line()).resolve("site-packages");
  }

  /** Such as {@code python3.11}. */
  public String line() {
    return Trees.children(directory.resolve("lib")).stream()
        .map(child -> child.getFileName().toString())
        .filter(name -> name.matches("python3\\.[0-9]+"))
        .findFirst()
        .orElseThrow(
            () -> new Unavailable("the Python environment " + directory + " is damaged", null));
  }

  /**
   * Lays out a virtual environment of its own for one application, which finds all packages of this
   * one: a few small files. What the application installs goes there.
   */
  public void derive(Path to) {
    if (Files.exists(to)) {
      return;
    }
    Path part = to.resolveSibling(to.getFileName() + ".part");
    Trees.delete(part);
    try {
      Files.createDirectories(part.resolve("bin"));
      Files.copy(directory.resolve(CONFIGURATION), part.resolve(CONFIGURATION));
      Path interpreter = interpreter().toRealPath();
      for (String name : new String[] {"python", "python3"}) {
        Files.createSymbolicLink(part.resolve("bin").resolve(name), interpreter);
      }
      Path packages = part.resolve("lib").resolve(line()).resolve("site-packages");
      WholeFile.write(packages.resolve("drey.pth"), sitePackages() + "\n");
      for (Path library : threadLibraries()) {
        Files.createSymbolicLink(packages.resolve(library.getFileName()), library);
      }
      Files.move(part, to);
    } catch (IOException e) {
      throw new Unavailable("cannot make a Python environment at " + to + ": " + e, e);
    }
  }

  /**
   * The libraries by which a JVM runs Python in its own threads: it looks for them in the folder of
   * an environment's packages, and nowhere else.
   */
  private List<Path> threadLibraries() {
    return Trees.children(sitePackages()).stream()
        .filter(file -> file.getFileName().toString().matches("pemja_.*\\.so"))
        .toList();
  }
}
