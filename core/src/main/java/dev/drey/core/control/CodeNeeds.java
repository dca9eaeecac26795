package dev.drey.core.control;

import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Parked;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.model.Sha256;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which code an application may still come to run. */
public final class CodeNeeds {
  /** A rollback goes to the version before, and that may be rolled back from in its turn. */
  private static final int NEWEST = 5;

  private CodeNeeds() {}

  /**
   * What is known of a version.
   *
   * @param from the version it came from
   * @param copyOf the version it is a copy of
   * @param givenUp whether it was rolled back
   */
  public record VersionUse(
      int number, Optional<Sha256> code, OptionalInt from, OptionalInt copyOf, boolean givenUp) {
    private IntStream origins() {
      return Stream.of(from, copyOf).flatMapToInt(OptionalInt::stream);
    }

    private Lineage.Link link() {
      return new Lineage.Link(from, copyOf, givenUp);
    }
  }

  /**
   * The code of the current version, of those before it within reach and of the one that a rollback
   * goes back to however far that is, of what runs, and of every version that a snapshot was taken
   * of. While anything is under way, all of it.
   *
   * @param saved the versions of its snapshots
   */
  public static Set<Sha256> of(
      int current, Phase phase, List<VersionUse> versions, Set<Integer> saved) {
    return versions.stream()
        .filter(reach(current, phase, versions, saved)::contains)
        .map(VersionUse::code)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private static Set<VersionUse> reach(
      int current, Phase phase, List<VersionUse> versions, Set<Integer> saved) {
    boolean atRest = phase instanceof Ready || phase instanceof Running || phase instanceof Parked;
    if (!atRest) {
      return Set.copyOf(versions);
    }
    Set<Integer> numbers = new HashSet<>();
    numbers.add(current);
    phase.launch().map(Launch::version).ifPresent(numbers::add);
    if (phase instanceof Parked parked) {
      numbers.add(parked.version());
    }
    versions.stream()
        .filter(version -> numbers.contains(version.number()))
        .flatMap(version -> version.origins().boxed())
        .toList()
        .forEach(numbers::add);
    previous(current, versions).ifPresent(numbers::add);
    numbers.addAll(saved);
    versions.stream()
        .map(VersionUse::number)
        .sorted(Comparator.reverseOrder())
        .limit(NEWEST)
        .forEach(numbers::add);
    return versions.stream()
        .filter(version -> numbers.contains(version.number()))
        .collect(Collectors.toSet());
  }

  private static OptionalInt previous(int current, List<VersionUse> versions) {
    Map<Integer, Lineage.Link> links =
        versions.stream().collect(Collectors.toMap(VersionUse::number, VersionUse::link));
    return links.containsKey(current)
        ? new Lineage(links::get).previous(current)
        : OptionalInt.empty();
  }
}
