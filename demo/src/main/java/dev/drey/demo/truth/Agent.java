package dev.drey.demo.truth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A user agent of the generated day.
 *
 * @param text as logged, one character for each byte
 */
record Agent(String text, boolean isCrawler) {
  private static final String[] CRAWLERS = {
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like"
        + " Gecko) Chrome/126.0.6478.126 Mobile Safari/537.36 (compatible; Googlebot/2.1;"
        + " +http://www.google.com/bot.html)",
    "Googlebot-Image/1.0",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    "Mozilla/5.0 (compatible; MJ12bot/v1.4.8; http://mj12bot.com/)",
    "Mozilla/5.0 (compatible; DotBot/1.2; +https://opensiteexplorer.org/dotbot;" + " help@moz.com)",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko)"
        + " Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
    "Mozilla/5.0 (compatible; PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2;"
        + " +https://openai.com/gptbot)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Twitterbot/1.0",
    "DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)",
    "CCBot/2.0 (https://commoncrawl.org/faq/)"
  };

  private static final String[] PROGRAMS = {
    "curl/8.5.0",
    "Wget/1.21.4",
    "python-requests/2.31.0",
    "Go-http-client/2.0",
    "Java/17.0.9",
    "okhttp/4.12.0",
    "-",
    "",
    "Agent \\\"with quotes\\\" and a \\\\",
    bytes("Leser/1.0 (Gr\u00fc\u00dfe; \u65e5\u672c\u8a9e)"),
    // The same word in ISO-8859-1, which is not UTF-8.
    "Leser/1.0 (Gr\u00fc\u00dfe)",
    "Leser/1.0 (Gr\u00fc\u00dee)"
  };

  private static final String[] SYSTEMS = {
    "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64"
  };

  private static final String CHROME = " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/";

  private static final List<Agent> BROWSERS = browsers();

  static Agent any(Random random) {
    if (random.nextInt(100) < 12) {
      return new Agent(CRAWLERS[random.nextInt(CRAWLERS.length)], true);
    }
    if (random.nextInt(100) < 6) {
      return new Agent(PROGRAMS[random.nextInt(PROGRAMS.length)], false);
    }
    return BROWSERS.get(random.nextInt(BROWSERS.size()));
  }

  private static List<Agent> browsers() {
    List<String> browsers = new ArrayList<>();
    for (int version = 100; version < 140; version++) {
      String number = version + ".0";
      String phone = (14 + version % 5) + "_" + version % 7;
      browsers.add(
          "Mozilla/5.0 (iPhone; CPU iPhone OS "
              + phone
              + " like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0"
              + " Mobile/15E148 Safari/604.1");
      browsers.add(
          "Mozilla/5.0 (Linux; Android 10; K)" + CHROME + number + ".0.0 Mobile Safari/537.36");
      for (String system : SYSTEMS) {
        String start = "Mozilla/5.0 (" + system;
        browsers.add(start + "; rv:" + number + ") Gecko/20100101 Firefox/" + number);
        browsers.add(start + ")" + CHROME + number + ".0.0 Safari/537.36");
        browsers.add(start + ")" + CHROME + number + ".0.0 Safari/537.36 Edg/" + number + ".0.0");
      }
    }
    return browsers.stream().distinct().map(text -> new Agent(text, false)).toList();
  }

  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
