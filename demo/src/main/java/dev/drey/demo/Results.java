package dev.drey.demo;

import dev.drey.demo.truth.SessionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came out of the application so far. Written by the reader, read by the view. */
public final class Results {
  // All guarded by this.
  private final List<SessionRow> sessions = new ArrayList<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private long requests;
  private long botSessions;

  synchronized void add(SessionRow session) {
    sessions.add(session);
    requests += session.requests();
    if (session.bot()) {
      botSessions++;
    }
  }

  synchronized void addDeadLetter(String reason) {
    deadLetters.merge(reason, 1L, Long::sum);
  }

  /** Sorted by start, then by visitor. */
  public synchronized List<SessionRow> sessions() {
    return sessions.stream().sorted().toList();
  }

  public synchronized long sessionCount() {
    return sessions.size();
  }

  public synchronized long botSessions() {
    return botSessions;
  }

  /** Lines that no session holds, for this reason. */
  public synchronized long deadLetters(String reason) {
    return deadLetters.getOrDefault(reason, 0L);
  }

  /** Every line is in one session or among the dead letters: so many are told of. */
  public synchronized long linesAccountedFor() {
    return requests + deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }
}
