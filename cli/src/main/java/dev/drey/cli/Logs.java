package dev.drey.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "logs",
    description =
        "Shows what the processes of an application have logged and printed: the last lines, or all since a time.",
    mixinStandardHelpOptions = true)
final class Logs implements Callable<Integer> {
  private static final int BETWEEN_LOOKS_MILLIS = 300;

  /** From the most that is told to the least. */
  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  @Parameters(paramLabel = "APPLICATION", description = "its name")
  private String application;

  @Option(
      names = {"-f", "--follow"},
      description = "go on with what is logged from now on, until Ctrl-C")
  private boolean follow;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "DEBUG, INFO, WARN or ERROR, and what is worse")
  private Level level = Level.DEBUG;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Since.class,
      description = "30s, 10m, 2h or 1d ago, or a time as 2026-11-23T04:00:00Z")
  private Optional<Instant> since = Optional.empty();

  @Option(names = "--grep", paramLabel = "REGEX", description = "lines in which this is found")
  private Optional<Pattern> grep = Optional.empty();

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "how many of the last lines, without --since (default: 100)")
  private int count = 100;

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  /** When something was, said as a time or as how long ago. */
  static final class Since implements ITypeConverter<Instant> {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhd])");

    @Override
    public Instant convert(String text) {
      Matcher ago = AGO.matcher(text);
      if (ago.matches()) {
        String unit = ago.group(2).toUpperCase(Locale.ROOT);
        return Instant.now()
            .minus(Duration.parse((unit.equals("D") ? "P" : "PT") + ago.group(1) + unit));
      }
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time; write 30s, 10m, 2h, 1d or 2026-11-23T04:00:00Z");
      }
    }
  }

  @Override
  public Integer call() {
    LogSource source = LogSource.of(home.server(), application);
    String place =
        since.map(time -> showSince(source, time.toEpochMilli())).orElseGet(() -> showLast(source));
    while (follow) {
      LogSource.Page page = source.at(place);
      show(page.lines());
      place = page.after();
      if (page.lines().isEmpty()) {
        waitAMoment();
      }
    }
    return 0;
  }

  /** Shows all there is, and tells where that ends. */
  private String showSince(LogSource source, long time) {
    LogSource.Page page = source.since(time);
    String before = "";
    while (!page.after().equals(before)) {
      show(page.lines());
      before = page.after();
      page = source.at(before);
    }
    return before;
  }

  private String showLast(LogSource source) {
    Deque<LogLine> last = new ArrayDeque<>();
    LogSource.Page page = source.last();
    String end = page.after();
    String after = "";
    while (last.size() < count && !page.before().equals(after)) {
      for (int i = page.lines().size() - 1; i >= 0 && last.size() < count; i--) {
        if (isWanted(page.lines().get(i))) {
          last.addFirst(page.lines().get(i));
        }
      }
      after = page.before();
      page = source.at(after);
    }
    show(List.copyOf(last));
    return end;
  }

  private void show(List<LogLine> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.stream().filter(this::isWanted).map(this::shown).forEach(out::println);
    out.flush();
  }

  private boolean isWanted(LogLine line) {
    return line.isAtLeast(level)
        && grep.map(pattern -> pattern.matcher(line.shown(ZoneId.systemDefault())).find())
            .orElse(true);
  }

  private String shown(LogLine line) {
    return output.isJson() ? line.json() : line.shown(ZoneId.systemDefault());
  }

  private static void waitAMoment() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted.");
    }
  }
}
