package dev.drey.keeper.policy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * One in so many, chosen by name: whoever asks again chooses the same.
 *
 * @param of how many one is chosen of; 1 for all
 * @param depth how far each is verified
 */
public record Share(int of, Depth depth) {
  private static final Pattern SAID =
      Pattern.compile("(?:all|1 (?:of|in) ([0-9]{1,4}))( restored)?");

  /** How far a snapshot is verified. */
  public enum Depth {
    /** It is read to its end. */
    READ,
    /** Then it is restored whole, where nothing sees it. */
    RESTORED
  }

  /**
   * Reads {@code all} or {@code 1 of 7}, and either with {@code restored} behind it.
   *
   * @throws Unreadable if it is not that
   */
  public static Share read(String text) {
    String said = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    Matcher share = SAID.matcher(said);
    if (!share.matches()) {
      throw unreadable();
    }
    int of = share.group(1) == null ? 1 : Integer.parseInt(share.group(1));
    if (of < 1) {
      throw unreadable();
    }
    return new Share(of, share.group(2) == null ? Depth.READ : Depth.RESTORED);
  }

  private static Unreadable unreadable() {
    return new Unreadable("write it as 'all' or as '1 of 7', or as '1 of 7 restored'");
  }

  /**
   * Names of one schedule differ in a few digits. Of a sum over them the lowest bits alone are not
   * enough: they may be the same for a whole hour.
   */
  public boolean has(String name) {
    var sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return new SplittableRandom(sum.getValue()).nextInt(of) == 0;
  }
}
