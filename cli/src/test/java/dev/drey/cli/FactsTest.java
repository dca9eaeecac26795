package dev.drey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FactsTest {
  private static final String TRACEBACK =
      """
      Traceback (most recent call last):
        File "words.py", line 27, in refuse
      ValueError: one too many
      """;

  private final StringWriter told = new StringWriter();
  private final Facts facts = new Facts(new PrintWriter(told, true));

  @Test
  void of_several_lines_the_first_is_told() {
    facts.tell("cause", "java.io.IOException: no\n\tat A.b(A.java:1)");
    facts.tell("note", "");

    assertThat(told).hasToString("  cause      java.io.IOException: no\n");
  }

  @Test
  void a_traceback_is_told_whole_and_once() {
    facts.tell("cause", "a Python worker failed: " + TRACEBACK);
    facts.tell("failed", "StartApplication: a Python worker failed: " + TRACEBACK.strip());

    assertThat(told)
        .hasToString(
            """
              cause      a Python worker failed: Traceback (most recent call last):
                           File "words.py", line 27, in refuse
                         ValueError: one too many
              failed     StartApplication: a Python worker failed: Traceback (most recent call last): (as above)
            """);
  }
}
