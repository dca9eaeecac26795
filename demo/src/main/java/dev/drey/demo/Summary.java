package dev.drey.demo;

import dev.drey.demo.truth.SessionRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a run came to, for people to read. */
record Summary(Report report, List<SessionRow> sessions) {
  private static final int TOP = 5;
  private static final int WIDTH = 60;

  Summary {
    sessions = List.copyOf(sessions);
  }

  String text() {
    var text = new StringBuilder("\n");
    row(text, "lines", report.lines(), "");
    row(text, "malformed", report.malformed(), "");
    row(text, "bad time stamps", report.badTimestamps(), "");
    row(text, "late", report.late(), "");
    row(text, "sessions", report.sessions(), "");
    row(text, "of bots", report.botSessions(), "");
    row(text, "took", report.elapsedMillis(), " ms");
    row(text, "lines a second", report.linesPerSecond(), "");
    row(text, "started in", report.startMillis(), " ms");
    row(text, "updated in", report.updateMillis(), " ms, state kept");
    text.append("\n  Pages most visits began with\n");
    topEntries().forEach(page -> text.append("  ").append(page).append('\n'));
    text.append("\n  Longest visits\n");
    longest().forEach(visit -> text.append("  ").append(visit).append('\n'));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, long value, String unit) {
    text.append(String.format(Locale.ROOT, "  %-16s %,d%s%n", name, value, unit));
  }

  private List<String> topEntries() {
    Map<String, Long> counts =
        sessions.stream()
            .map(SessionRow::entryPage)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(TOP)
        .map(page -> "%,9d  %s".formatted(page.getValue(), printable(page.getKey())))
        .toList();
  }

  private List<String> longest() {
    return sessions.stream()
        .sorted(Comparator.comparingLong((SessionRow s) -> s.end() - s.start()).reversed())
        .limit(TOP)
        .map(
            visit ->
                "%9s  %,6d requests  %s  %s"
                    .formatted(
                        duration(visit),
                        visit.requests(),
                        visit.bot() ? "bot" : "   ",
                        printable(visit.address() + "  " + visit.userAgent())))
        .toList();
  }

  private static String duration(SessionRow visit) {
    Duration duration = Duration.ofMillis(visit.end() - visit.start());
    return "%d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }

  /** Logs hold what strangers sent: nothing of it may speak to the terminal. */
  private static String printable(String text) {
    String safe = text.replaceAll("\\p{C}", "?");
    return safe.length() <= WIDTH ? safe : safe.substring(0, WIDTH) + "…";
  }
}
