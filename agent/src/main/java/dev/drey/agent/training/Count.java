package dev.drey.agent.training;

/**
 * How often a name was seen: a plain class with public fields, as Flink's own serializer for such
 * wants it.
 */
public final class Count {
  public String name = "";
  public long seen;

  Count larger(Count other) {
    return other.seen > seen ? other : this;
  }

  @Override
  public String toString() {
    return name + " " + seen;
  }
}
