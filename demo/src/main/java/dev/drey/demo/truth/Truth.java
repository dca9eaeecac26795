package dev.drey.demo.truth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ua_parser.Parser;

/**
 * What must come out of a log: all lines are read, sorted for each visitor, and cut where the pause
 * is longer than the gap. Late lines are not known to it: it sees the whole log at once.
 *
 * @param sessions sorted
 */
public record Truth(List<SessionRow> sessions, long lines, long malformed, long badTimestamps) {
  public static final Duration GAP = Duration.ofMinutes(30);

  private static final Pattern COMBINED =
      Pattern.compile(
          """
          (?<address>[^\\x20]+)\\ [^\\x20]+\\ [^\\[]+\\ \\[(?<time>[^\\]]*)\\]
          \\ "(?<request>[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+)"
          \\ \\d{3}\\ (?<bytes>\\d{1,18}|-)
          \\ "[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+"
          \\ "(?<agent>[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+)"
          \\r?\\n?""",
          Pattern.COMMENTS | Pattern.DOTALL);

  private static final Pattern TIME =
      Pattern.compile("\\d{2}/[A-Za-z]{3}/\\d{4}:\\d{2}:\\d{2}:\\d{2} [+-]\\d{4}");
  private static final DateTimeFormatter TIME_FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern SECOND_WORD = Pattern.compile(" *[^ ]+ +([^ ]+)");

  public Truth {
    sessions = List.copyOf(sessions);
  }

  private record Visitor(String address, String userAgent) {}

  private record Request(long time, String page, long bytes) {}

  /** The truth about these lines, which are read once and closed. */
  public static Truth about(Stream<byte[]> log) {
    var reading = new Reading();
    try (log) {
      log.forEach(reading::line);
    }
    return reading.truth();
  }

  /** One pass over a log. */
  private static final class Reading {
    private final Map<Visitor, List<Request>> requests = new HashMap<>();
    private final Map<String, Boolean> bots = new HashMap<>();
    private final Parser parser = new Parser();
    private long lines;
    private long malformed;
    private long badTimestamps;

    void line(byte[] line) {
      lines++;
      Matcher fields = COMBINED.matcher(new String(line, ISO_8859_1));
      if (!fields.matches()) {
        malformed++;
        return;
      }
      Optional<Instant> time = time(fields.group("time"));
      if (time.isEmpty()) {
        badTimestamps++;
        return;
      }
      var visitor = new Visitor(text(fields.group("address")), text(fields.group("agent")));
      String bytes = fields.group("bytes");
      requests
          .computeIfAbsent(visitor, any -> new ArrayList<>())
          .add(
              new Request(
                  time.get().toEpochMilli(),
                  page(fields.group("request")),
                  bytes.equals("-") ? 0 : Long.parseLong(bytes)));
    }

    Truth truth() {
      List<SessionRow> sessions = new ArrayList<>();
      requests.forEach((visitor, all) -> cut(visitor, all, sessions));
      sessions.sort(Comparator.naturalOrder());
      return new Truth(sessions, lines, malformed, badTimestamps);
    }

    /** The sort is stable: requests of one time stay in the order in which they arrived. */
    private void cut(Visitor visitor, List<Request> requests, List<SessionRow> sessions) {
      requests.sort(Comparator.comparingLong(Request::time));
      int from = 0;
      for (int i = 1; i <= requests.size(); i++) {
        boolean ends =
            i == requests.size()
                || requests.get(i).time() - requests.get(i - 1).time() > GAP.toMillis();
        if (ends) {
          sessions.add(row(visitor, requests.subList(from, i)));
          from = i;
        }
      }
    }

    private SessionRow row(Visitor visitor, List<Request> requests) {
      Request first = requests.get(0);
      Request last = requests.get(requests.size() - 1);
      return new SessionRow(
          visitor.address(),
          visitor.userAgent(),
          first.time(),
          last.time(),
          requests.size(),
          requests.stream().mapToLong(Request::bytes).sum(),
          first.page(),
          last.page(),
          bots.computeIfAbsent(visitor.userAgent(), this::isBot));
    }

    private boolean isBot(String userAgent) {
      return parser.parseDevice(userAgent).family.equals("Spider");
    }
  }

  private static Optional<Instant> time(String written) {
    if (!TIME.matcher(written).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TIME_FORMAT.parse(written, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String page(String request) {
    Matcher words = SECOND_WORD.matcher(request);
    return text(words.lookingAt() ? words.group(1) : request);
  }

  /** As UTF-8 where the bytes are that, else each byte as one character. */
  private static String text(String bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      return bytes;
    }
  }
}
