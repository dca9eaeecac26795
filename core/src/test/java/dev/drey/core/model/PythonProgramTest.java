package dev.drey.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.PythonProgram.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonProgramTest {
  @Test
  void an_application_without_script_or_module_is_in_java() {
    assertThat(read(Map.of("jarfile", "lib/all.jar"))).isEmpty();
    assertThat(PythonProgram.of(List.of(new PropertyGroup("other", Map.of("python", "main.py")))))
        .isEmpty();
  }

  @Test
  void paths_are_read_as_aws_takes_them() {
    Map<String, String> options =
        Map.of(
            "python", "main.py",
            "jarfile", "lib/pyflink-dependencies.jar",
            "pyFiles", "dep/, helpers/one.py",
            "pyArchives", "model.zip#model");

    assertThat(read(options))
        .contains(
            new PythonProgram(
                new Entry.ScriptFile("main.py"),
                Optional.of("lib/pyflink-dependencies.jar"),
                List.of("dep", "helpers/one.py"),
                List.of("model.zip#model")));
  }

  @Test
  void a_module_is_found_in_one_of_the_files() {
    assertThat(read(Map.of("pyModule", "pipeline.main", "pyFiles", "src")))
        .map(PythonProgram::entry)
        .contains(new Entry.NamedModule("pipeline.main"));
    assertThatThrownBy(() -> read(Map.of("pyModule", "pipeline")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("pyFiles");
    assertThatThrownBy(() -> read(Map.of("pyModule", "p", "python", "p.py", "pyFiles", "p.py")))
        .hasMessageContaining("both");
  }

  @ParameterizedTest
  @CsvSource({
    "python, ../main.py, inside the zip",
    "python, /main.py, inside the zip",
    "python, main.sh, ends with .py",
    "pyFiles, dep/../../etc, inside the zip",
    "pyArchives, data.zip#../up, inside the zip",
    "jarfile, s3://bucket/all.jar, inside the zip",
    "jarFile, lib/all.jar, jarfile",
    "pyRequirements, requirements.txt, not supported",
    "pyExecutable, bin/python, not supported"
  })
  void what_cannot_be_meant_is_refused(String key, String value, String why) {
    Map<String, String> options =
        key.equals("python") ? Map.of(key, value) : Map.of("python", "main.py", key, value);

    assertThatThrownBy(() -> read(options))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(PythonProgram.GROUP)
        .hasMessageContaining(why);
  }

  private static Optional<PythonProgram> read(Map<String, String> options) {
    return PythonProgram.of(List.of(new PropertyGroup(PythonProgram.GROUP, options)));
  }
}
