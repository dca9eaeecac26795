package dev.drey.testkit;

/**
 * What the kit cannot run. The message names the operator and the way out, which mostly is the same
 * test on a mini cluster ({@code @OnMiniCluster}). {@code docs/testkit.md} has the list of what is
 * supported.
 */
public final class Unsupported extends UnsupportedOperationException {
  private static final long serialVersionUID = 1;

  /** Says it in these words. */
  public Unsupported(String message) {
    super(message);
  }

  /** Says why an operator cannot be run here. */
  public static Unsupported operator(String operator, String why) {
    return new Unsupported(
        operator
            + " "
            + why
            + ": the testkit does not run that. Replace it in the test, or run this test with @OnMiniCluster.");
  }
}
