package dev.drey.demo.truth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What differs between the sessions that should be and those that are, one sentence a row.
 *
 * @param differences empty when all are equal
 */
public record Comparison(List<String> differences) {

  public Comparison {
    differences = List.copyOf(differences);
  }

  /** Compares row by row; neither side needs to be sorted. A row that is there twice is told. */
  public static Comparison of(Collection<SessionRow> expected, Collection<SessionRow> actual) {
    List<SessionRow> should = expected.stream().sorted().toList();
    List<SessionRow> are = actual.stream().sorted().toList();
    List<String> differences = new ArrayList<>();
    int s = 0;
    int a = 0;
    while (s < should.size() || a < are.size()) {
      int order = order(should, s, are, a);
      if (order < 0) {
        differences.add("missing: " + should.get(s++).toJson());
      } else if (order > 0) {
        differences.add("not expected: " + are.get(a++).toJson());
      } else {
        SessionRow expectedRow = should.get(s++);
        SessionRow actualRow = are.get(a++);
        if (!expectedRow.equals(actualRow)) {
          differences.add(
              "expected: %s%n but was: %s".formatted(expectedRow.toJson(), actualRow.toJson()));
        }
      }
    }
    return new Comparison(differences);
  }

  private static int order(List<SessionRow> should, int s, List<SessionRow> are, int a) {
    if (s == should.size()) {
      return 1;
    }
    if (a == are.size()) {
      return -1;
    }
    return should.get(s).compareTo(are.get(a));
  }

  public boolean isEqual() {
    return differences.isEmpty();
  }
}
