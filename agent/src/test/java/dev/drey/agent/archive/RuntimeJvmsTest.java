package dev.drey.agent.archive;

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
class RuntimeJvmsTest {
  @TempDir private Path folder;

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectory(folder.resolve("lib"));
    for (String name : new String[] {"lib/b.jar", "lib/a.jar", "lib/notes.txt", "agent.jar"}) {
      Files.writeString(folder.resolve(name), name);
    }
    Files.writeString(
        folder.resolve("jvm-options"), "# a word\n\ncommon -Xshare:auto\njobmanager -Xint\n");
  }

  @Test
  void each_role_has_the_common_options_and_its_own() throws IOException {
    assertThat(jvms().options(Role.JOBMANAGER)).containsExactly("-Xshare:auto", "-Xint");
    assertThat(jvms().options(Role.TASKMANAGER)).containsExactly("-Xshare:auto");
  }

  @Test
  void the_class_path_is_every_jar_by_name_and_the_agent_last_where_it_is_needed()
      throws IOException {
    var lib = folder.resolve("lib/a.jar") + ":" + folder.resolve("lib/b.jar");

    assertThat(jvms().classPath(Role.TASKMANAGER)).isEqualTo(lib);
    assertThat(jvms().classPath(Role.CHECK)).isEqualTo(lib + ":" + folder.resolve("agent.jar"));
  }

  @Test
  void another_jar_is_another_fingerprint() throws IOException {
    var before = jvms().fingerprint();

    Files.writeString(folder.resolve("lib/b.jar"), "another");

    assertThat(jvms().fingerprint()).isNotEqualTo(before);
  }

  private RuntimeJvms jvms() throws IOException {
    return RuntimeJvms.of(folder, folder.resolve("agent.jar"), folder.resolve("jvm-options"));
  }
}
