package dev.drey.testkit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A pipeline that cannot start from the snapshot it was given. The message has each operator's
 * verdict.
 */
public final class RestoreRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Verdict> verdicts;

  RestoreRefused(List<Verdict> verdicts) {
    super(
        "the pipeline does not start from this snapshot:\n  "
            + verdicts.stream()
                .filter(Verdict::isRefusal)
                .map(Verdict::toString)
                .collect(Collectors.joining("\n  ")));
    this.verdicts = List.copyOf(verdicts);
  }

  /** Of all operators, also of those that could be restored. */
  public List<Verdict> verdicts() {
    return verdicts;
  }
}
