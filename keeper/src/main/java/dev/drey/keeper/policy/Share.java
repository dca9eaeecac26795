package dev.drey.keeper.policy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * One in so many, chosen by name: whoever asks again chooses the same.
 *
 * @param of how many one is chosen of; 1 for all
 */
public record Share(int of) {
  private static final Pattern ONE_OF = Pattern.compile("1 (?:of|in) ([0-9]{1,4})");

  /**
   * Reads {@code all} or {@code 1 of 7}.
   *
   * @throws Unreadable if it is not that
   */
  public static Share read(String text) {
    String said = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    if (said.equals("all")) {
      return new Share(1);
    }
    Matcher share = ONE_OF.matcher(said);
    if (!share.matches() || Integer.parseInt(share.group(1)) < 1) {
      throw new Unreadable("write it as 'all' or as '1 of 7'");
    }
    return new Share(Integer.parseInt(share.group(1)));
  }

  public boolean has(String name) {
    var sum = new CRC32(); // names of one schedule differ in a few digits: String.hashCode in less
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return sum.getValue() % of == 0;
  }
}
