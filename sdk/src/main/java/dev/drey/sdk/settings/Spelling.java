package dev.drey.sdk.settings;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody may have meant to write. */
final class Spelling {
  private Spelling() {}

  static String nearest(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(each -> distance(word, each)))
        .orElse("(there is none)");
  }

  /** Levenshtein's: how many letters to insert, delete or replace. */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int t = 0; t <= to.length(); t++) {
      above[t] = t;
    }
    for (int f = 1; f <= from.length(); f++) {
      int[] row = new int[to.length() + 1];
      row[0] = f;
      for (int t = 1; t <= to.length(); t++) {
        int replaced = above[t - 1] + (from.charAt(f - 1) == to.charAt(t - 1) ? 0 : 1);
        row[t] = Math.min(replaced, Math.min(above[t], row[t - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
