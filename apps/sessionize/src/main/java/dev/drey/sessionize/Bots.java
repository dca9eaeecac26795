package dev.drey.sessionize;

import ua_parser.CachingParser;
import ua_parser.Device;

/**
 * Tells programs from people by the user agent: a bot is what ua-parser takes for the device
 * "Spider". A distinct agent costs about a millisecond, so the answers for the agents seen last are
 * kept.
 */
final class Bots {
  private final CachingParser parser;

  Bots(int agentsKept) {
    this.parser = new CachingParser(agentsKept);
  }

  boolean isBot(String userAgent) {
    Device device = parser.parseDevice(userAgent);
    return device != null && "Spider".equals(device.family);
  }
}
