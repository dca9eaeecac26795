package dev.drey.keeper.artifacts;

import dev.drey.keeper.policy.CodeRetention;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which code an application has named, and which of it may still be needed.
 *
 * @param retention absent where its owner has not asked for anything: then all of it stays
 * @param settled whether nothing is under way with it
 * @param reach versions that it is at, or could go back to
 */
record CodeUse(
    String application,
    Optional<CodeRetention> retention,
    boolean settled,
    Set<Integer> reach,
    List<NamedCode> versions) {

  CodeUse {
    reach = Set.copyOf(reach);
    versions = List.copyOf(versions);
  }

  /**
   * The code of one version.
   *
   * @param md5 of its bytes, in hexadecimal
   */
  record NamedCode(int version, CodeObject object, Optional<String> md5, Optional<Long> size) {}

  /** Code that nothing needs, by the application that named it last and lets it go latest. */
  record Unneeded(NamedCode code, String application, CodeRetention retention) {}

  private Set<Integer> needed() {
    Set<Integer> needed = new HashSet<>(reach);
    versions.stream()
        .map(NamedCode::version)
        .sorted(Comparator.reverseOrder())
        .limit(retention.map(CodeRetention::last).orElse(Integer.MAX_VALUE))
        .forEach(needed::add);
    if (!settled) {
      versions.forEach(each -> needed.add(each.version()));
    }
    return needed;
  }

  /** Objects that are named by those who asked for this alone, each once. */
  static Map<CodeObject, Unneeded> unneeded(List<CodeUse> all) {
    Set<CodeObject> needed = new HashSet<>();
    for (CodeUse use : all) {
      Set<Integer> versions = use.needed();
      use.versions().stream()
          .filter(each -> versions.contains(each.version()))
          .forEach(each -> needed.add(each.object()));
    }
    Map<CodeObject, Unneeded> unneeded = new HashMap<>();
    for (CodeUse use : all) {
      use.versions().stream()
          .filter(each -> !isNeeded(each.object(), needed))
          .forEach(
              each ->
                  use.retention()
                      .map(retention -> new Unneeded(each, use.application(), retention))
                      .ifPresent(it -> unneeded.merge(each.object(), it, CodeUse::later)));
    }
    return unneeded;
  }

  /** Whoever means whatever lies under a key means each of its versions. */
  private static boolean isNeeded(CodeObject object, Set<CodeObject> needed) {
    return needed.contains(object)
        || needed.contains(new CodeObject(object.bucket(), object.key(), Optional.empty()));
  }

  private static Unneeded later(Unneeded one, Unneeded other) {
    int longer = one.retention().after().compareTo(other.retention().after());
    if (longer != 0) {
      return longer > 0 ? one : other;
    }
    return one.code().version() > other.code().version() ? one : other;
  }
}
