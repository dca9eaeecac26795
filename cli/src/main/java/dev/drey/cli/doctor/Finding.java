package dev.drey.cli.doctor;

/**
 * What was found about one thing.
 *
 * @param about the thing, in one word
 * @param found how it is, with the figures
 * @param advice what to do; empty where nothing has to be done
 */
public record Finding(Verdict verdict, String about, String found, String advice) {

  /** How good it is. */
  public enum Verdict {
    OK,
    /** Works, and may not when more is asked of it. */
    WARNING,
    /** Does not work. */
    FAILURE
  }

  public static Finding ok(String about, String found) {
    return new Finding(Verdict.OK, about, found, "");
  }

  public static Finding warning(String about, String found, String advice) {
    return new Finding(Verdict.WARNING, about, found, advice);
  }

  public static Finding failure(String about, String found, String advice) {
    return new Finding(Verdict.FAILURE, about, found, advice);
  }
}
