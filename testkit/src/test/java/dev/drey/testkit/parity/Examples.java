package dev.drey.testkit.parity;

import java.util.ArrayList;
import java.util.List;

/** All of them. */
public final class Examples {
  private Examples() {}

  public static List<Example> all() {
    List<Example> all = new ArrayList<>();
    all.addAll(Stateless.all());
    all.addAll(Windows.all());
    all.addAll(Keyed.all());
    return all;
  }
}
