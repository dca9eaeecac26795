package dev.drey.bots;

import dev.drey.bots.wire.InteractionEvent;
import java.util.Objects;

/**
 * Somebody asked for a page. JSON objects have the same names.
 *
 * @param id of this event
 * @param user who, as far as can be told
 * @param userAgent as the request had it; empty where it had none
 * @param page path of what was asked for
 * @param time when, in epoch milliseconds
 */
public record Interaction(String id, String user, String userAgent, String page, long time) {

  /** What an event lacks is empty: validation rejects it if it is needed. */
  public Interaction {
    id = Objects.requireNonNullElse(id, "");
    user = Objects.requireNonNullElse(user, "");
    userAgent = Objects.requireNonNullElse(userAgent, "");
    page = Objects.requireNonNullElse(page, "");
  }

  static Interaction of(InteractionEvent event) {
    return new Interaction(
        event.getId(), event.getUser(), event.getUserAgent(), event.getPage(), event.getTime());
  }
}
