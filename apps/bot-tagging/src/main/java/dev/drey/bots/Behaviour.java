package dev.drey.bots;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a user has done so far, as it is kept in state. What once spoke for a bot goes on to.
 *
 * @param minute the newest minute of event time with an interaction, since the epoch
 * @param inMinute interactions in it
 * @param tooFast whether there ever were more in one than a person has
 * @param readRobotsTxt whether robots.txt was asked for
 * @param inHoneypot whether a honeypot was asked for
 */
public record Behaviour(
    long minute, int inMinute, boolean tooFast, boolean readRobotsTxt, boolean inHoneypot) {
  private static final long MILLIS_OF_MINUTE = 60_000;

  /** Of a user who is seen for the first time. */
  static final Behaviour NONE = new Behaviour(Long.MIN_VALUE, 0, false, false, false);

  Behaviour after(Interaction interaction, Rules rules) {
    long itsMinute = Math.floorDiv(interaction.time(), MILLIS_OF_MINUTE);
    int count = itsMinute > minute ? 1 : itsMinute == minute ? inMinute + 1 : inMinute;
    return new Behaviour(
        Math.max(minute, itsMinute),
        count,
        tooFast || count > rules.perMinute(),
        readRobotsTxt || rules.isRobotsTxt(interaction.page()),
        inHoneypot || rules.isHoneypot(interaction.page()));
  }

  Set<Reason> reasons() {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    if (tooFast) {
      reasons.add(Reason.RATE);
    }
    if (readRobotsTxt) {
      reasons.add(Reason.ROBOTS_TXT);
    }
    if (inHoneypot) {
      reasons.add(Reason.HONEYPOT);
    }
    return reasons;
  }
}
