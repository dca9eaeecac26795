package dev.drey.sdk.agents;

import ua_parser.CachingParser;
import ua_parser.Device;

/**
 * Tells programs from people by the user agent: a bot is what ua-parser takes for the device
 * "Spider". A distinct agent costs about a millisecond, so the answers for the agents seen last are
 * kept. For one subtask: made in a function's {@code open}.
 */
public final class Bots {
  private final CachingParser parser;

  /**
   * Nothing is asked yet.
   *
   * @param agentsKept how many answers are kept
   */
  public Bots(int agentsKept) {
    this.parser = new CachingParser(agentsKept);
  }

  /**
   * Whether this is a program's.
   *
   * @param userAgent as a request has it
   * @return whether it says that it is a bot
   */
  public boolean isBot(String userAgent) {
    Device device = parser.parseDevice(userAgent);
    return device != null && "Spider".equals(device.family);
  }
}
