package dev.drey.keeper.policy;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of an application's code stays in its bucket.
 *
 * @param last how many of its newest versions keep theirs
 * @param after how long code stays after it was found that nothing needs it
 */
public record CodeRetention(int last, Duration after) {
  /** The tag by which an application's owner asks for it; without it nothing is touched. */
  public static final String TAG = "drey:artifacts";

  private static final Pattern WRITTEN =
      Pattern.compile("last ([0-9]{1,4})(?: after ([0-9]{1,4})([hd]))?");
  private static final Duration USUAL = Duration.ofDays(7);

  /**
   * Reads {@code last 10} or {@code last 10 after 30d}.
   *
   * @throws Unreadable if it is not that
   */
  public static CodeRetention read(String text) {
    String said = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    Matcher written = WRITTEN.matcher(said);
    if (!written.matches() || Integer.parseInt(written.group(1)) < 1) {
      throw new Unreadable(
          "artifacts is '" + text + "': write it as 'last 10' or as 'last 10 after 30d'");
    }
    int last = Integer.parseInt(written.group(1));
    return written.group(2) == null
        ? new CodeRetention(last, USUAL)
        : new CodeRetention(last, after(Integer.parseInt(written.group(2)), written.group(3)));
  }

  private static Duration after(int number, String unit) {
    return unit.equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
  }

  /** What an application's tags ask for; absent where they do not. */
  public static Optional<CodeRetention> of(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(TAG)).map(CodeRetention::read);
  }
}
