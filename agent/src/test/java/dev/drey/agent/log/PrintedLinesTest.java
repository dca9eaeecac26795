package dev.drey.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrintedLinesTest {
  private final LoggerContext context = new LoggerContext("prints");
  private final ByteArrayOutputStream before = new ByteArrayOutputStream();
  private final Kept kept = new Kept();
  private PrintStream stream;

  /** Keeps what is logged, and prints while it does. */
  private final class Kept extends AbstractAppender {
    private boolean talks;
    private final List<LogEvent> events = new ArrayList<>();

    Kept() {
      super("kept", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      events.add(event.toImmutable());
      if (talks) {
        stream.println("said by the appender");
      }
    }

    private List<String> texts() {
      return events.stream().map(event -> event.getMessage().getFormattedMessage()).toList();
    }
  }

  @BeforeEach
  void a_stream() {
    context.start();
    kept.start();
    Logger logger = context.getLogger("stdout");
    logger.addAppender(kept);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    stream =
        new PrintStream(
            new PrintedLines(
                logger, Level.INFO, new PrintStream(before, true, StandardCharsets.UTF_8)),
            true,
            StandardCharsets.UTF_8);
  }

  @AfterEach
  void end() {
    context.close();
  }

  @Test
  void each_line_is_logged_whole_however_it_is_printed() {
    stream.print("one ");
    stream.print('l');
    stream.println("ine");
    stream.print("täglich\r\n\nlast");
    assertThat(kept.texts()).containsExactly("one line", "täglich", "");

    stream.close();
    assertThat(kept.texts()).endsWith("last");
  }

  @Test
  void the_location_is_where_it_is_printed() {
    stream.println("here");

    assertThat(kept.events.get(0).getSource().getMethodName())
        .isEqualTo("the_location_is_where_it_is_printed");
    assertThat(kept.events.get(0).getLoggerName()).isEqualTo("stdout");
  }

  @Test
  void what_is_printed_while_a_line_is_logged_goes_where_it_went_before() {
    kept.talks = true;
    stream.println("one");

    assertThat(kept.texts()).containsExactly("one");
    assertThat(before.toString(StandardCharsets.UTF_8)).isEqualTo("said by the appender\n");
  }

  @Test
  void a_line_without_an_end_is_logged_before_it_fills_the_memory() {
    stream.print("x".repeat(300_000));

    assertThat(kept.texts()).hasSizeGreaterThanOrEqualTo(1);
  }
}
