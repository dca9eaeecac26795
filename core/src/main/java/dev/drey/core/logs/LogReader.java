package dev.drey.core.logs;

import dev.drey.core.logs.ProcessLog.Lines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads several logs as one, by the times of their lines. Where it stopped is a position in each of
 * them, so that going on from there misses nothing and tells nothing twice, whatever is written
 * meanwhile.
 */
public final class LogReader {
  private static final Comparator<Head> EARLIEST =
      Comparator.<Head>comparingLong(head -> head.line.time()).thenComparing(head -> head.log);

  private final LogQuery query;
  private final List<LogEvent> events = new ArrayList<>();
  private long bytes;
  private long effort;

  private LogReader(LogQuery query) {
    this.query = query;
  }

  /**
   * What comes next.
   *
   * @param places where to go on in each log; one that is not named is read from its beginning
   */
  public static LogPage after(
      List<ProcessLog> logs, Map<String, LogPosition> places, LogQuery query) {
    Map<String, LogPosition> begin = new TreeMap<>();
    logs.forEach(log -> begin.put(log.name(), at(log, places, log.at(query.from()))));
    return new LogReader(query).forward(logs, begin);
  }

  /**
   * What came before, the last part of it.
   *
   * @param places as for what comes next; one that is not named is read from its end
   */
  public static LogPage before(
      List<ProcessLog> logs, Map<String, LogPosition> places, LogQuery query) {
    Map<String, LogPosition> begin = new TreeMap<>();
    for (ProcessLog log : logs) {
      boolean bounded = query.until() < Long.MAX_VALUE - ProcessLog.DISORDER_MILLIS;
      LogPosition end = bounded ? log.at(query.until() + ProcessLog.DISORDER_MILLIS) : log.end();
      begin.put(log.name(), at(log, places, end));
    }
    return new LogReader(query).backward(logs, begin);
  }

  private static LogPosition at(
      ProcessLog log, Map<String, LogPosition> places, LogPosition otherwise) {
    return Optional.ofNullable(places.get(log.name())).orElse(otherwise);
  }

  /** A log that is read, and its next line. */
  private static final class Head implements AutoCloseable {
    private final String log;
    private final Lines lines;
    private LogLine line;

    Head(String log, Lines lines) {
      this.log = log;
      this.lines = lines;
    }

    boolean advance() {
      Optional<LogLine> next = lines.next();
      next.ifPresent(found -> line = found);
      return next.isPresent();
    }

    @Override
    public void close() {
      lines.close();
    }
  }

  private LogPage forward(List<ProcessLog> logs, Map<String, LogPosition> begin) {
    List<Head> heads = new ArrayList<>();
    logs.forEach(log -> heads.add(new Head(log.name(), log.after(begin.get(log.name())))));
    Map<String, LogPosition> end = new TreeMap<>(begin);
    boolean complete =
        merge(heads, EARLIEST, line -> line.time() < query.until(), head -> head.line.end(), end);
    return new LogPage(events, begin, end, complete);
  }

  private LogPage backward(List<ProcessLog> logs, Map<String, LogPosition> begin) {
    List<Head> heads = new ArrayList<>();
    logs.forEach(log -> heads.add(new Head(log.name(), log.before(begin.get(log.name())))));
    long earliest = query.from() - Math.min(query.from(), ProcessLog.DISORDER_MILLIS);
    Map<String, LogPosition> end = new TreeMap<>(begin);
    boolean complete =
        merge(
            heads,
            EARLIEST.reversed(),
            line -> line.time() >= earliest,
            head -> head.line.start(),
            end);
    Collections.reverse(events);
    return new LogPage(events, end, begin, complete);
  }

  /** Takes the heads' next lines in order until enough was taken; true where nothing is left. */
  private boolean merge(
      List<Head> heads,
      Comparator<Head> order,
      Predicate<LogLine> within,
      Function<Head, LogPosition> reached,
      Map<String, LogPosition> end) {
    try {
      var queue = new PriorityQueue<>(order);
      heads.stream().filter(Head::advance).forEach(queue::add);
      while (!queue.isEmpty()) {
        Head head = queue.remove();
        if (!within.test(head.line)) {
          continue; // this log has come to the end of what is asked for
        }
        if (isEnough(head.line)) {
          return false;
        }
        take(head);
        end.put(head.log, reached.apply(head));
        if (head.advance()) {
          queue.add(head);
        }
      }
      return true;
    } finally {
      heads.forEach(Head::close);
    }
  }

  private boolean isEnough(LogLine next) {
    return events.size() >= query.events()
        || (!events.isEmpty() && bytes + next.size() > query.bytes())
        || effort > query.effort();
  }

  private void take(Head head) {
    effort += head.line.size();
    if (query.holds(head.line)) {
      bytes += head.line.size();
      events.add(new LogEvent(head.log, head.line));
    }
  }
}
