package dev.drey.agent.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private final ByteArrayOutputStream passedOn = new ByteArrayOutputStream();
  private final LastWords words =
      new LastWords(new PrintStream(passedOn, true, StandardCharsets.UTF_8));
  private final PrintStream out = new PrintStream(words, true, StandardCharsets.UTF_8);

  @Test
  void what_was_printed_is_passed_on_and_told_from_the_first_traceback_on() {
    out.println("begins with ü");
    out.println("Traceback (most recent call last):");
    out.println("  File \"main.py\", line 1, in <module>");
    out.println("ValueError: 1");
    out.println();
    out.println("During handling of the above exception, another exception occurred:");
    out.println();
    out.println("Traceback (most recent call last):");
    out.println("LookupError: 2");

    assertThat(passedOn.toString(StandardCharsets.UTF_8)).startsWith("begins with ü\nTraceback");
    assertThat(words.told()).startsWith("Traceback").contains("ValueError: 1").endsWith("Error: 2");
  }

  @Test
  void without_a_traceback_the_last_lines_are_told() {
    for (int line = 1; line <= 1000; line++) {
      out.println("line " + line);
    }

    assertThat(words.told()).startsWith("line 991\n").endsWith("line 1000");
  }
}
