package dev.drey.demo.truth;

import java.util.Random;

/** The site that the generated day's clients visit. */
final class Site {
  private static final String[] FILES = {
    "/static/site.css", "/static/site.js", "/favicon.ico", "/static/logo.svg", "/static/font.woff2"
  };
  private static final String[] ODD_REQUESTS = {
    "-",
    "",
    "\\x16\\x03\\x01\\x00",
    "GET",
    "GET ",
    "OPTIONS * HTTP/1.0",
    "GET  /two-spaces HTTP/1.1"
  };
  private static final String[] REFERERS = {
    "-", "https://www.google.com/", "https://news.example.org/item?id=\\\"7\\\"", "-", "-"
  };

  private Site() {}

  /**
   * One request as the log shows it.
   *
   * @param answer status and bytes
   */
  record Request(String line, String answer, String referer) {}

  /** The way of one client through the site. */
  static final class Walk {
    private final boolean crawls;
    private int steps;

    Walk(boolean crawls) {
      this.crawls = crawls;
    }

    Request next(Random random) {
      steps++;
      String referer = REFERERS[random.nextInt(REFERERS.length)];
      if (random.nextInt(400) == 0) {
        String odd = ODD_REQUESTS[random.nextInt(ODD_REQUESTS.length)];
        return new Request(odd, "400 " + random.nextInt(400), referer);
      }
      String line = method(random) + " " + page(random) + " HTTP/1.1";
      return new Request(line, answer(random), referer);
    }

    private String page(Random random) {
      if (crawls) {
        return steps == 1 ? "/robots.txt" : "/articles/" + random.nextInt(20_000);
      }
      return switch (random.nextInt(10)) {
        case 0 -> "/";
        case 1 -> "/articles/";
        case 2 -> "/search?q=flink+" + random.nextInt(500) + "&page=" + random.nextInt(9);
        case 3, 4, 5 -> FILES[random.nextInt(FILES.length)];
        // Every byte of a Latin-1 letter is a byte that no UTF-8 text has alone.
        case 6 -> random.nextInt(50) == 0 ? "/caf\u00e9" : "/about";
        default -> "/articles/" + random.nextInt(1 + random.nextInt(800));
      };
    }

    private static String method(Random random) {
      return random.nextInt(40) == 0 ? "POST" : "GET";
    }

    private static String answer(Random random) {
      return switch (random.nextInt(12)) {
        case 0, 1 -> "304 -";
        case 2 -> "404 " + (150 + random.nextInt(600));
        default -> "200 " + (200 + random.nextInt(60_000));
      };
    }
  }
}
