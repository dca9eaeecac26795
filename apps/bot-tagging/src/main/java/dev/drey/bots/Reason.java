package dev.drey.bots;

/** What speaks for a bot. */
enum Reason {
  /** It says so itself. */
  USER_AGENT("user-agent", "taggedByUserAgent"),
  /** It asks for more in a minute than people do. */
  RATE("rate", "taggedByRate"),
  /** It has read what is written for programs. */
  ROBOTS_TXT("robots-txt", "taggedByRobotsTxt"),
  /** It has gone where no link leads that a person sees. */
  HONEYPOT("honeypot", "taggedByHoneypot");

  private final String word;
  private final String counter;

  Reason(String word, String counter) {
    this.word = word;
    this.counter = counter;
  }

  /** What stands in the output. */
  String word() {
    return word;
  }

  String counter() {
    return counter;
  }
}
