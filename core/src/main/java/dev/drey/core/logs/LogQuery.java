package dev.drey.core.logs;

import java.util.function.Predicate;

/**
 * Which events are wanted, and how many at once.
 *
 * @param from the earliest time, in milliseconds since 1970
 * @param until what comes before this time
 * @param events at most so many
 * @param bytes of text, at most so many
 * @param effort how many bytes may be read for it; what is found by then is the answer
 */
public record LogQuery(
    long from, long until, int events, long bytes, long effort, Predicate<LogLine> wanted) {

  boolean holds(LogLine line) {
    return line.time() >= from && line.time() < until && wanted.test(line);
  }
}
