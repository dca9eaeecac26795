package dev.drey.bots;

import java.io.Serializable;
import java.util.List;

/**
 * What behaviour is a program's.
 *
 * @param perMinute the most interactions in a minute that a person has
 * @param honeypots pages that no person asks for
 */
record Rules(int perMinute, List<String> honeypots) implements Serializable {
  private static final String ROBOTS_TXT = "/robots.txt";

  Rules {
    honeypots = List.copyOf(honeypots);
  }

  boolean isRobotsTxt(String page) {
    return page.equals(ROBOTS_TXT);
  }

  boolean isHoneypot(String page) {
    return honeypots.contains(page);
  }
}
