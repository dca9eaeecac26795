package dev.drey.runtime.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TreesTest {
  @TempDir private Path folder;

  @Test
  void a_tree_is_as_large_as_its_files_and_links_lead_nowhere() throws Exception {
    Path large = Files.write(folder.resolve("large"), new byte[1_000_000]);
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("db/1"));
    Files.write(tree.resolve("db/1/000001.sst"), new byte[700]);
    Files.write(tree.resolve("LOG"), new byte[23]);
    Files.createSymbolicLink(tree.resolve("elsewhere"), large);

    assertThat(Trees.size(tree)).isBetween(723L, 5_000L);
    assertThat(Trees.size(folder.resolve("nothing"))).isZero();
    assertThat(Trees.files(tree))
        .containsExactly(tree.resolve("LOG"), tree.resolve("db/1/000001.sst"));
    assertThat(Trees.files(folder.resolve("nothing"))).isEmpty();
  }
}
