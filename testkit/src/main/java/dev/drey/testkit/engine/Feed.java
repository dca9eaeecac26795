package dev.drey.testkit.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What a source is going to emit, in order, and which of it has been emitted. */
public final class Feed {
  /** One thing that a source does. */
  public sealed interface Step {}

  /**
   * An element.
   *
   * @param timestamp that it arrives with; null if it has none
   * @param partition the subtask that emits it, modulo the parallelism; negative: by turns
   */
  public record Element(Object value, Long timestamp, int partition) implements Step {}

  /** A watermark that stands in the input. Every subtask emits it. */
  public record Mark(long timestamp) implements Step {}

  /** The source is idle until its next element. */
  public record Idle() implements Step {}

  /** Processing time goes on to this. */
  public record Clock(long millis) implements Step {}

  record Numbered(int number, Step step) {}

  private final List<Step> steps;
  private final BitSet emitted = new BitSet();

  Feed(List<Step> steps, BitSet emitted) {
    this.steps = steps;
    this.emitted.or(emitted);
  }

  /** What is left, for each of so many subtasks. */
  List<List<Numbered>> dealt(int parallelism) {
    List<List<Numbered>> dealt = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      dealt.add(new ArrayList<>());
    }
    int turn = 0;
    for (int number = 0; number < steps.size(); number++) {
      Step step = steps.get(number);
      var numbered = new Numbered(number, step);
      if (step instanceof Element element) {
        int subtask =
            element.partition() < 0 ? turn++ % parallelism : element.partition() % parallelism;
        if (!emitted.get(number)) {
          dealt.get(subtask).add(numbered);
        }
      } else if (number >= firstMissing()) {
        if (step instanceof Clock) {
          dealt.get(0).add(numbered);
        } else {
          dealt.forEach(each -> each.add(numbered));
        }
      }
    }
    return dealt;
  }

  private int firstMissing() {
    for (int number = 0; number < steps.size(); number++) {
      if (steps.get(number) instanceof Element && !emitted.get(number)) {
        return number;
      }
    }
    return emitted.isEmpty() ? 0 : steps.size();
  }

  void emitted(int number) {
    emitted.set(number);
  }

  BitSet position() {
    return (BitSet) emitted.clone();
  }
}
