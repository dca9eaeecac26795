package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.model.PythonProgram;
import dev.drey.core.model.PythonProgram.Entry;
import dev.drey.runtime.python.PythonEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonSideTest {
  @TempDir private Path folder;

  @Test
  void every_jar_of_the_zip_counts_and_the_one_that_is_named_goes_first() throws Exception {
    Path other = file("app/connectors/a.jar");
    Path named = file("app/lib/z.jar");
    file("app/main.py");
    file("env/not-of-the-zip.jar");

    assertThat(side(Optional.of("lib/z.jar")).jars()).containsExactly(named, other);
    assertThat(side(Optional.empty()).jars()).containsExactly(other, named);
  }

  @Test
  void a_zip_without_jars_has_none() {
    assertThat(side(Optional.empty()).jars()).isEmpty();
  }

  private PythonSide side(Optional<String> jar) {
    var program = new PythonProgram(new Entry.ScriptFile("main.py"), jar, List.of(), List.of());
    var shared = new PythonEnvironment(folder.resolve("shared"), folder.resolve("connector.jar"));
    return new PythonSide(folder, program, shared);
  }

  private Path file(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
