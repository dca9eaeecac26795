package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What of the examples can be held true without Docker, CircleCI, GitHub or Terraform's provider.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("drey.checkout", ".."));
  private static final Path EXAMPLES = ROOT.resolve("examples");

  @Test
  void what_the_Dockerfile_copies_is_there() throws IOException {
    List<String> copied =
        lines("docker/Dockerfile").stream()
            .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
            .flatMap(line -> sources(line).stream())
            .toList();

    assertThat(copied).isNotEmpty();
    assertThat(copied).allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
  }

  /** All but the last word, which is where to. */
  private static List<String> sources(String copy) {
    List<String> words = Arrays.asList(copy.split(" +"));
    return words.subList(1, words.size() - 1);
  }

  @Test
  void the_stages_and_the_jar_that_the_Dockerfile_names_are_there() throws IOException {
    String file = Files.readString(EXAMPLES.resolve("docker/Dockerfile"));
    Set<String> stages =
        lines("docker/Dockerfile").stream()
            .filter(line -> line.matches("FROM .* AS .*"))
            .map(line -> line.replaceFirst(".* AS ", ""))
            .collect(Collectors.toSet());

    assertThat(stages).containsExactly("build");
    assertThat(file).contains("--from=build", "-pl apps/sessionize -am");
    for (String module : List.of("apps", "sdk", "testkit")) {
      assertThat(file).contains("COPY " + module + " " + module + "\n");
      assertThat(Files.readString(ROOT.resolve("pom.xml")))
          .contains("<module>" + module + "</module>");
    }
    assertThat(file).contains("target/drey-sessionize-*.jar");
    assertThat(Files.readString(ROOT.resolve("apps/sessionize/pom.xml")))
        .contains("<artifactId>drey-sessionize</artifactId>");
  }

  @Test
  void pipelines_call_the_script_with_what_it_asks_for() throws IOException {
    for (String pipeline : List.of("ci/circleci.yml", "ci/github-actions.yml")) {
      assertThat(lines(pipeline))
          .as(pipeline)
          .anyMatch(line -> line.matches(" *- run: sh ci/deploy\\.sh \\S+ \\S+\\.jar \\S+"));
    }
    assertThat(EXAMPLES.resolve("ci/deploy.sh")).isExecutable();
  }

  @Test
  void the_Terraform_files_are_as_terraform_lays_them_out() throws Exception {
    Process terraform;
    try {
      terraform =
          new ProcessBuilder("terraform", "fmt", "-check", "-diff", "-no-color", ".")
              .directory(EXAMPLES.resolve("terraform").toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      System.err.println("LEFT OUT: there is no terraform on this machine");
      assumeTrue(false, "no terraform");
      return;
    }

    String said = new String(terraform.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(terraform.waitFor()).as(said).isZero();
  }

  private static List<String> lines(String example) throws IOException {
    return Files.readAllLines(EXAMPLES.resolve(example));
  }
}
