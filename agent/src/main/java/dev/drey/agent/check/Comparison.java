package dev.drey.agent.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** The new job's operators beside the saved ones, by the rules Flink restores by. */
record Comparison(List<Match> matches) {

  Comparison {
    matches = List.copyOf(matches);
  }

  static Comparison of(List<Operator> now, SavedState state) {
    var saved = new HashMap<String, SavedOperator>();
    state.operators().forEach(operator -> saved.put(operator.id(), operator));
    var matches = new ArrayList<Match>();
    var taken = new HashSet<String>();
    for (Operator operator : now) {
      Optional<SavedOperator> found = stateOf(operator, saved);
      found.ifPresent(there -> taken.add(there.id()));
      matches.add(new Match(Optional.of(operator), found, keys(operator, found)));
    }
    matches.addAll(dropped(state, taken));
    return new Comparison(matches);
  }

  private static Optional<SavedOperator> stateOf(
      Operator operator, Map<String, SavedOperator> saved) {
    return operator
        .alternativeId()
        .map(saved::get)
        .or(() -> Optional.ofNullable(saved.get(operator.id())));
  }

  private static List<Match> dropped(SavedState state, Set<String> taken) {
    return state.operators().stream()
        .filter(operator -> !taken.contains(operator.id()))
        .map(operator -> new Match(Optional.empty(), Optional.of(operator), Match.Keys.UNKNOWN))
        .toList();
  }

  private static Match.Keys keys(Operator operator, Optional<SavedOperator> saved) {
    var before = saved.flatMap(SavedOperator::keys);
    if (before.isEmpty() || operator.keySerializer().isEmpty()) {
      return Match.Keys.UNKNOWN;
    }
    return keys(operator.keySerializer().get(), before.get());
  }

  /** Keys cannot be migrated: whatever is not readable as it is, Flink refuses. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Match.Keys keys(TypeSerializer<?> now, TypeSerializerSnapshot<?> before) {
    try {
      TypeSerializerSnapshot snapshot = now.snapshotConfiguration();
      var compatibility = snapshot.resolveSchemaCompatibility(before);
      return compatibility.isIncompatible() || compatibility.isCompatibleAfterMigration()
          ? Match.Keys.CHANGED
          : Match.Keys.SAME;
    } catch (RuntimeException | LinkageError e) {
      return Match.Keys.UNKNOWN;
    }
  }

  /**
   * Why Flink would refuse the restore, one sentence each.
   *
   * @param nameOf what a saved operator was called, where that is known
   */
  List<String> problems(boolean allowNonRestoredState, Function<String, Optional<String>> nameOf) {
    return matches.stream()
        .flatMap(
            match ->
                switch (match.fate()) {
                  case NEW -> Stream.empty();
                  case KEPT -> problemsOfKept(match);
                  case DROPPED ->
                      allowNonRestoredState
                          ? Stream.empty()
                          : problemOfDropped(match.saved().orElseThrow(), nameOf);
                })
        .toList();
  }

  /** Why this Flink cannot read state that one with another Kryo wrote, a sentence each. */
  List<String> unreadable() {
    return matches.stream()
        .filter(match -> match.fate() == Match.Fate.KEPT)
        .flatMap(match -> match.saved().orElseThrow().problems(match.now().orElseThrow().label()))
        .toList();
  }

  private static Stream<String> problemOfDropped(
      SavedOperator saved, Function<String, Optional<String>> nameOf) {
    if (!saved.hasState()) {
      return Stream.empty();
    }
    String name = nameOf.apply(saved.id()).orElse("with id " + saved.id());
    return Stream.of(
        "no operator takes the %,d bytes of state of the operator %s"
            .formatted(saved.bytes(), name));
  }

  private static Stream<String> problemsOfKept(Match match) {
    var now = match.now().orElseThrow();
    var saved = match.saved().orElseThrow();
    var problems = Stream.<String>builder();
    if (saved.maxParallelism() < now.parallelism()) {
      problems.add(
          "%s runs with parallelism %d, but its state is cut for at most %d"
              .formatted(now.label(), now.parallelism(), saved.maxParallelism()));
    } else if (now.configuredMaxParallelism().isPresent()
        && now.maxParallelism() != saved.maxParallelism()) {
      problems.add(
          "%s asks for max parallelism %d, but its state is cut for %d"
              .formatted(now.label(), now.maxParallelism(), saved.maxParallelism()));
    }
    now.python().flatMap(mode -> mode.problem(now.label(), saved)).ifPresent(problems::add);
    if (match.keys() == Match.Keys.CHANGED) {
      problems.add("%s has keys of another type than its state".formatted(now.label()));
    }
    return problems.build();
  }
}
