package dev.drey.core.control;

import dev.drey.core.model.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Deletes kept code that nothing needs any more, some time after that was noticed. A crash between
 * any two lines leaves a file too many for the next run, never one too few.
 */
public final class Pruning {
  private static final Comparator<Sha256> SORTED = Comparator.comparing(Sha256::value);

  private final KeptCode code;
  private final StoredCode files;
  private final CodeMarks marks;
  private final Duration quarantine;
  private final Clock clock;

  /**
   * Prunes one store.
   *
   * @param quarantine how long code stays marked before it is deleted
   */
  public Pruning(
      KeptCode code, StoredCode files, CodeMarks marks, Duration quarantine, Clock clock) {
    this.code = code;
    this.files = files;
    this.marks = marks;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /**
   * One kept file.
   *
   * @param unneededSince absent while something needs it
   */
  public record Item(Sha256 code, long bytes, Optional<Instant> unneededSince, boolean deleted) {}

  /** Says what a run would do. */
  public List<Item> rehearse() {
    Map<Sha256, Long> kept = new TreeMap<>(SORTED);
    kept.putAll(files.sizes());
    Map<Sha256, Instant> marked = marks.look(kept.keySet(), clock.instant());
    List<Item> items = new ArrayList<>();
    kept.forEach((each, bytes) -> items.add(item(each, bytes, marked, false)));
    return items;
  }

  /** Marks what nothing needs, and deletes what has been marked long enough. */
  public List<Item> run() {
    return run(any -> true);
  }

  /** Marks what nothing needs, and deletes of it only what is meant. */
  public List<Item> run(Predicate<Sha256> meant) {
    return code.alone(() -> runAlone(meant));
  }

  /** While no new version can come to name what is about to go. */
  private List<Item> runAlone(Predicate<Sha256> meant) {
    Map<Sha256, Long> kept = new TreeMap<>(SORTED);
    kept.putAll(files.sizes());
    Instant now = clock.instant();
    Map<Sha256, Instant> marked = marks.mark(kept.keySet(), now);
    List<Item> items = new ArrayList<>();
    kept.forEach(
        (each, bytes) -> {
          boolean due = marked.containsKey(each) && !marked.get(each).plus(quarantine).isAfter(now);
          boolean deleted = due && meant.test(each) && marks.release(each);
          if (deleted) {
            files.delete(each);
          }
          items.add(item(each, bytes, marked, deleted));
        });
    return items;
  }

  private static Item item(Sha256 code, long bytes, Map<Sha256, Instant> marked, boolean deleted) {
    return new Item(code, bytes, Optional.ofNullable(marked.get(code)), deleted);
  }
}
