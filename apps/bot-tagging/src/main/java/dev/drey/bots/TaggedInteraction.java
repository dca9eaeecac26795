package dev.drey.bots;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * An interaction as it is written out.
 *
 * @param id of the event
 * @param user who
 * @param userAgent as the request had it
 * @param page path of what was asked for
 * @param time when, in epoch milliseconds
 * @param bot whether anything speaks for a bot
 * @param reasons what does, such as {@code user-agent rate}; empty where nothing does
 */
public record TaggedInteraction(
    String id, String user, String userAgent, String page, long time, boolean bot, String reasons) {

  static TaggedInteraction of(Interaction interaction, Set<Reason> reasons) {
    return new TaggedInteraction(
        interaction.id(),
        interaction.user(),
        interaction.userAgent(),
        interaction.page(),
        interaction.time(),
        !reasons.isEmpty(),
        reasons.stream().sorted().map(Reason::word).collect(Collectors.joining(" ")));
  }
}
