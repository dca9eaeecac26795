package dev.drey.testkit.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Inputs and captures of runs on a mini cluster, where its tasks find them: in the same JVM, by the
 * run's name.
 */
final class Standings {
  private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

  private Standings() {}

  /** Where a stub finds its elements, or puts them. */
  record Place(String run, String key) implements Serializable {
    List<Feed.Step> steps() {
      return RUNS.get(run).feeds.get(key);
    }

    void add(Recording.Seen seen) {
      List<Recording.Seen> captured = RUNS.get(run).captured.get(key);
      synchronized (captured) {
        captured.add(seen);
      }
    }
  }

  /** One run's inputs and captures. */
  static final class Run {
    private final Map<String, List<Feed.Step>> feeds = new ConcurrentHashMap<>();
    private final Map<String, List<Recording.Seen>> captured = new ConcurrentHashMap<>();

    void feed(String key, List<Feed.Step> steps) {
      feeds.put(key, steps);
    }

    void capture(String key) {
      captured.put(key, new ArrayList<>());
    }

    boolean captures(String key) {
      return captured.containsKey(key);
    }

    List<Recording.Seen> captured(String key) {
      List<Recording.Seen> all = captured.get(key);
      synchronized (all) {
        return List.copyOf(all);
      }
    }
  }

  static Run begin(String run) {
    var begun = new Run();
    RUNS.put(run, begun);
    return begun;
  }

  static void end(String run) {
    RUNS.remove(run);
  }
}
