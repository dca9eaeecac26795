package dev.drey.sdk.settings;

import java.util.List;

/** Says everything that is wrong with an application's properties, not only what came first. */
public final class SettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** One sentence each. */
  private final transient List<String> problems;

  SettingsException(List<String> problems) {
    super(
        problems.size() == 1
            ? problems.get(0)
            : problems.size()
                + " problems with the application's properties:\n- "
                + String.join("\n- ", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * The problems.
   *
   * @return at least one, in the order of the record's components
   */
  public List<String> problems() {
    return problems;
  }
}
