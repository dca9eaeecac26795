package dev.drey.runtime.python;

import dev.drey.core.model.PythonProgram;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether the interpreter can read a program and finds every module that it imports in any case.
 * The script {@code imports.py} reads the program as text: nothing of it is run.
 */
final class Imports {
  private static final String SCRIPT = "imports.py";
  private static final int PATIENCE_SECONDS = 60;

  private final PythonEnvironment environment;
  private final Path workshop;

  Imports(PythonEnvironment environment, Path workshop) {
    this.environment = environment;
    this.workshop = workshop;
  }

  void check(Path file, PythonZip zip, PythonProgram program) {
    Path folder = folder();
    try {
      Path script = folder.resolve(SCRIPT);
      Files.writeString(script, script());
      Process process = process(script, file, program, folder);
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
        throw new Unavailable("the look at the modules of " + file + " does not end", null);
      }
      String said = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8).strip();
      if (process.exitValue() == 1 && !said.isEmpty()) {
        throw zip.refused(said);
      }
      if (process.exitValue() != 0) {
        throw new Unavailable("the look at the modules of " + file + " failed: " + said, null);
      }
    } catch (IOException e) {
      throw new Unavailable("cannot look at the modules of " + file + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", e);
    } finally {
      Trees.delete(folder);
    }
  }

  private Process process(Path script, Path file, PythonProgram program, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(environment.interpreter().toString());
    command.add(
        "-I"); // neither the folder it stands in, nor what the user has, nor the environment
    command.add(script.toString());
    command.add(file.toString());
    command.add(program.entry() instanceof PythonProgram.Entry.ScriptFile ? "script" : "module");
    command.add(program.entry().name());
    command.addAll(program.files());
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private Path folder() {
    try {
      Files.createDirectories(workshop);
      return Files.createTempDirectory(workshop, "imports-");
    } catch (IOException e) {
      throw new Unavailable("cannot write in " + workshop + ": " + e.getMessage(), e);
    }
  }

  private static String script() {
    try (InputStream in = Imports.class.getResourceAsStream(SCRIPT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(SCRIPT + " is part of the build", e);
    }
  }
}
