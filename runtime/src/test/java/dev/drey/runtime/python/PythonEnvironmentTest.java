package dev.drey.runtime.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonEnvironmentTest {
  private static final String PACKAGES = "lib/python3.11/site-packages";
  private static final String LIBRARY = "pemja_core.cpython-311-x86_64-linux-gnu.so";

  @TempDir private Path folder;
  private Path shared;
  private Path own;

  @BeforeEach
  void lay_out_the_shared_one() throws IOException {
    shared = folder.resolve("shared");
    own = folder.resolve("own");
    Files.createDirectories(shared.resolve("bin"));
    Files.createDirectories(shared.resolve(PACKAGES).resolve("pemja"));
    Files.writeString(shared.resolve("pyvenv.cfg"), "home = /usr/bin\n");
    Files.writeString(shared.resolve("bin/python"), "");
    Files.writeString(shared.resolve(PACKAGES).resolve(LIBRARY), "native");
    Files.writeString(shared.resolve(PACKAGES).resolve("ciso8601.so"), "of a package");
  }

  @Test
  void a_derived_environment_finds_the_packages_of_the_shared_one() throws IOException {
    new PythonEnvironment(shared, folder).derive(own);

    assertThat(own.resolve("bin/python").toRealPath()).isEqualTo(shared.resolve("bin/python"));
    assertThat(own.resolve("pyvenv.cfg")).hasContent("home = /usr/bin\n");
    assertThat(own.resolve(PACKAGES).resolve("drey.pth"))
        .hasContent(shared.resolve(PACKAGES) + "\n");
  }

  @Test
  void the_libraries_for_threads_lie_where_a_JVM_looks_for_them() throws IOException {
    new PythonEnvironment(shared, folder).derive(own);

    assertThat(own.resolve(PACKAGES).resolve(LIBRARY)).isRegularFile().hasContent("native");
    try (var files = Files.list(own.resolve(PACKAGES))) {
      assertThat(files).hasSize(2);
    }
  }
}
