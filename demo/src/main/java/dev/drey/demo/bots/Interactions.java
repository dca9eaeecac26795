package dev.drey.demo.bots;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Interactions of users, each of whom comes by one way only, so that what came before is known; and
 * what speaks for a bot at each.
 */
public final class Interactions {
  public static final int RATE = 12;
  public static final String HONEYPOT = "/wp-login.php";

  private static final long START = 1_700_000_000_000L;
  public static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
  public static final String CRAWLER =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private final List<Interaction> all;

  /**
   * @param all in the order of their times
   */
  public Interactions(List<Interaction> all) {
    this.all = List.copyOf(all);
  }

  /** An interaction, in the forms of either way in. */
  public record Interaction(String id, String user, String agent, String page, long time) {

    public String json() {
      return "{\"id\":%s,\"user\":%s,\"userAgent\":%s,\"page\":%s,\"time\":%d}"
          .formatted(quoted(id), quoted(user), quoted(agent), quoted(page), time);
    }

    private static TextNode quoted(String text) {
      return TextNode.valueOf(text);
    }

    /** Fields 1 to 4 are text, field 5 a number. */
    public byte[] protobuf() {
      var out = new ByteArrayOutputStream();
      String[] texts = {id, user, agent, page};
      for (int i = 0; i < texts.length; i++) {
        byte[] text = texts[i].getBytes(UTF_8);
        varint(out, (i + 1) << 3 | 2);
        varint(out, text.length);
        out.writeBytes(text);
      }
      varint(out, 5 << 3);
      varint(out, time);
      return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long number) {
      long left = number;
      while (left > 127) {
        out.write((int) (left & 127) | 128);
        left >>>= 7;
      }
      out.write((int) left);
    }
  }

  /** Some busy users, some quiet ones, over a few hours. */
  public static Interactions generated(String way, int count) {
    var random = new Random(way.hashCode());
    List<Interaction> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int who = (int) (30 * Math.pow(random.nextDouble(), 3));
      all.add(
          new Interaction(
              way + "-" + i,
              way + "-user-" + who,
              who % 7 == 6 ? CRAWLER : BROWSER,
              page(random, i),
              START + i * 2_000L));
    }
    return new Interactions(all);
  }

  private static String page(Random random, int number) {
    return switch (random.nextInt(200)) {
      case 0 -> HONEYPOT;
      case 1 -> "/robots.txt";
      default -> "/page/" + number % 50;
    };
  }

  public List<Interaction> all() {
    return all;
  }

  /** Those from one share of them on until another, from 0 to 1. */
  public List<Interaction> part(double from, double to) {
    return all.subList((int) (from * all.size()), (int) (to * all.size()));
  }

  /** What is written of each, by its id: user, time and reasons. */
  public Map<String, String> truth() {
    Map<String, String> truth = new TreeMap<>();
    Map<String, Set<String>> soFar = new HashMap<>();
    Map<String, Integer> inMinute = new HashMap<>();
    for (Interaction each : all) {
      Set<String> behaviour = soFar.computeIfAbsent(each.user(), none -> new HashSet<>());
      if (inMinute.merge(each.user() + "@" + each.time() / 60_000, 1, Integer::sum) > RATE) {
        behaviour.add("rate");
      }
      if (each.page().equals("/robots.txt")) {
        behaviour.add("robots-txt");
      }
      if (each.page().equals(HONEYPOT)) {
        behaviour.add("honeypot");
      }
      List<String> reasons =
          new ArrayList<>(List.of("user-agent", "rate", "robots-txt", "honeypot"));
      reasons.removeIf(
          reason ->
              reason.equals("user-agent")
                  ? !each.agent().equals(CRAWLER)
                  : !behaviour.contains(reason));
      truth.put(each.id(), row(each.user(), each.time(), String.join(" ", reasons)));
    }
    return truth;
  }

  public static String row(String user, long time, String reasons) {
    return user + " " + time + " [" + reasons + "]";
  }
}
