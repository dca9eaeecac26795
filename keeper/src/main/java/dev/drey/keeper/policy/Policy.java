package dev.drey.keeper.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What an application's owner wants of its snapshots.
 *
 * @param snapshots when they are taken; absent where none is
 * @param keep which of them stay; absent where all do, as long as there is room
 * @param never when none is taken
 * @param verify which of them are read to their end; absent where none is
 */
public record Policy(
    Optional<Schedule> snapshots,
    Optional<Retention> keep,
    List<Blackout> never,
    Optional<Share> verify) {
  public static final Policy NONE =
      new Policy(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  /** The property group in which everything can be said that tags can, and cron. */
  public static final String GROUP = "drey.policies";

  private static final String TAG = "drey:";
  private static final String SNAPSHOTS = "snapshots";
  private static final String KEEP = "snapshots.keep";
  private static final String NEVER = "snapshots.never";
  private static final String VERIFY = "snapshots.verify";
  private static final List<String> WORDS = List.of(SNAPSHOTS, KEEP, NEVER, VERIFY);
  private static final Set<String> TAGS =
      Set.of(TAG + SNAPSHOTS, TAG + KEEP, TAG + NEVER, TAG + VERIFY);

  public Policy {
    never = List.copyOf(never);
  }

  /** The keys of the tags that are policies. */
  public static Set<String> tags() {
    return TAGS;
  }

  /** What is said, and who says it. */
  public record Said(String word, String text, Speaker by) {}

  /** Who says what holds; whoever comes later wins over those before. */
  public enum Speaker {
    SERVER,
    TAG,
    PROPERTY_GROUP
  }

  /** What holds of all that is said, readable or not. */
  public static List<Said> said(
      Map<String, String> server, Map<String, String> tags, Map<String, String> group) {
    return WORDS.stream()
        .flatMap(
            word ->
                Stream.of(
                        new Said(word, group.getOrDefault(word, ""), Speaker.PROPERTY_GROUP),
                        new Said(word, tags.getOrDefault(TAG + word, ""), Speaker.TAG),
                        new Said(word, server.getOrDefault(word, ""), Speaker.SERVER))
                    .filter(said -> !said.text().isBlank())
                    .limit(1))
        .toList();
  }

  public boolean isNone() {
    return snapshots.isEmpty() && keep.isEmpty() && verify.isEmpty();
  }

  /**
   * Reads what the tags say, and over it what the property group says.
   *
   * @throws Unreadable with everything that is wrong
   */
  public static Policy read(Map<String, String> tags, Map<String, String> group) {
    return read(said(tags, group));
  }

  private static Map<String, String> said(Map<String, String> tags, Map<String, String> group) {
    Map<String, String> said = new TreeMap<>();
    TAGS.stream()
        .filter(tags::containsKey)
        .forEach(tag -> said.put(tag.substring(TAG.length()), tags.get(tag)));
    said.putAll(group);
    return said;
  }

  /**
   * Reads it by the words that stand in a property group.
   *
   * @throws Unreadable with everything that is wrong
   */
  public static Policy read(Map<String, String> said) {
    List<String> problems = new ArrayList<>();
    said.keySet().stream()
        .filter(word -> !WORDS.contains(word))
        .map(
            word ->
                word
                    + ": there is no such policy; there is snapshots, snapshots.keep,"
                    + " snapshots.never and snapshots.verify")
        .forEach(problems::add);
    Optional<Schedule> snapshots = value(said, SNAPSHOTS, Schedule::read, problems);
    Optional<Retention> keep = value(said, KEEP, Retention::read, problems);
    Optional<List<Blackout>> never = value(said, NEVER, Blackout::read, problems);
    Optional<Share> verify = value(said, VERIFY, Share::read, problems);
    if (!problems.isEmpty()) {
      throw new Unreadable(String.join("; ", problems));
    }
    return new Policy(snapshots, keep, never.orElse(List.of()), verify);
  }

  private static <T> Optional<T> value(
      Map<String, String> said, String word, Function<String, T> read, List<String> problems) {
    String text = said.getOrDefault(word, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read.apply(text));
    } catch (Unreadable e) {
      problems.add(word + " is '" + text + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  /** This one, with {@code other} wherever it says nothing. */
  public Policy or(Policy other) {
    return new Policy(
        snapshots.or(other::snapshots),
        keep.or(other::keep),
        never.isEmpty() ? other.never : never,
        verify.or(other::verify));
  }
}
