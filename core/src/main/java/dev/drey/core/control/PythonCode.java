package dev.drey.core.control;

import dev.drey.core.model.PythonProgram;
import dev.drey.core.model.RuntimeEnvironment;
import java.nio.file.Path;

/** What the code of a Python application is held against before anything is started with it. */
public interface PythonCode {

  /**
   * Looks at a zip without running anything of it.
   *
   * @param name what messages call the zip
   * @throws dev.drey.core.model.Refused with the name of the file in it that stands in the way
   */
  void check(Path zip, String name, PythonProgram program, RuntimeEnvironment runtime);
}
