package dev.drey.demo.truth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A day of visits to a web site that does not exist, the same for the same seed and number of
 * lines. It holds what real logs hold: people and crawlers, quiet hours and bursts, visitors who
 * come back, lines out of order by less than a minute, junk, times that are none, pauses of exactly
 * the session gap. Addresses are from ranges that nobody has.
 */
public record GeneratedDay(long seed, int lines) {
  private static final LocalDate DATE = LocalDate.of(2025, 10, 8);

  public GeneratedDay {
    if (lines < 1) {
      throw new IllegalArgumentException("a day needs at least one line, not " + lines);
    }
  }

  /** The day that the demo shows. */
  public static GeneratedDay ofLines(int lines) {
    return new GeneratedDay(20251008, lines);
  }

  /** The lines in the order in which they are written, made as they are asked for. */
  public Stream<byte[]> stream() {
    var day = new Day(new Random(seed), lines);
    return Stream.generate(day::nextLine).limit(lines);
  }

  /** Writes the day as a log file. */
  public void writeTo(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        Stream<byte[]> day = stream()) {
      day.forEach(line -> write(line, out));
    }
  }

  private static void write(byte[] line, OutputStream out) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody at an address with an agent, as far as the next request depends on it. */
  private static final class Client {
    private final String address;
    private final Agent agent;
    private final Site.Walk walk;
    private long newest;

    Client(String address, Agent agent, Site.Walk walk) {
      this.address = address;
      this.agent = agent;
      this.walk = walk;
    }
  }

  /** A client that asks again at this second exactly. */
  private record Appointment(long second, Client client) {}

  /** The state of the day while it goes by. */
  private static final class Day {
    /** Lines for each client present at a time: one asks about once a minute. */
    private static final int LINES_PER_CLIENT = 1_700;

    private static final int CLIENTS_REMEMBERED = 5_000;
    private static final long GAP_SECONDS = Truth.GAP.toSeconds();

    private final Random random;
    private final int lines;
    private final Clockwork clockwork;
    private final Junk junk;
    private final int clientsAtOnce;
    private final List<Client> present = new ArrayList<>();
    private final List<Client> gone = new ArrayList<>();
    private final PriorityQueue<Appointment> appointments =
        new PriorityQueue<>(Comparator.comparingLong(Appointment::second));
    private int written;
    private int burst;

    Day(Random random, int lines) {
      this.random = random;
      this.lines = lines;
      this.clockwork = new Clockwork(DATE.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
      this.junk = new Junk(random);
      this.clientsAtOnce = Math.max(4, lines / LINES_PER_CLIENT);
    }

    byte[] nextLine() {
      long now = clockwork.second(written++, lines);
      return line(now).getBytes(ISO_8859_1);
    }

    private String line(long now) {
      if (!appointments.isEmpty() && appointments.peek().second() <= now) {
        Appointment kept = appointments.poll();
        return request(kept.client(), kept.second());
      }
      if (chance(0.004)) {
        return junk.line();
      }
      Client client = nextClient();
      long second = now - delay();
      if (chance(0.0005)) {
        return junk.withBadTime(request(client, second));
      }
      return request(client, second);
    }

    private String request(Client client, long second) {
      client.newest = Math.max(client.newest, second);
      Site.Request request = client.walk.next(random);
      // Joined by hand: a formatter would take longer than Kafka does.
      return client.address
          + (chance(0.01) ? " - some user [" : " - - [")
          + clockwork.written(second)
          + "] \""
          + request.line()
          + "\" "
          + request.answer()
          + " \""
          + request.referer()
          + "\" \""
          + client.agent.text()
          + "\"";
    }

    /** While a burst lasts, one client asks again and again: many requests in one second. */
    private Client nextClient() {
      if (burst > 0 && !present.isEmpty()) {
        burst--;
        return present.get(0);
      }
      if (chance(0.0004)) {
        burst = 20 + random.nextInt(180);
      }
      if (present.size() < clientsAtOnce) {
        return arrive();
      }
      int chosen = random.nextInt(present.size());
      Client client = present.get(chosen);
      if (chance(client.agent.isCrawler() ? 0.05 : 0.18)) {
        leave(chosen);
      }
      return client;
    }

    private Client arrive() {
      Client client = !gone.isEmpty() && chance(0.35) ? comeBack() : newClient();
      present.add(client);
      return client;
    }

    private Client comeBack() {
      return gone.remove(random.nextInt(gone.size()));
    }

    private Client newClient() {
      Agent agent = Agent.any(random);
      boolean sharesAddress = !present.isEmpty() && chance(0.08);
      String address =
          sharesAddress ? present.get(random.nextInt(present.size())).address : newAddress();
      return new Client(address, agent, new Site.Walk(agent.isCrawler()));
    }

    private String newAddress() {
      if (chance(0.15)) {
        return "2001:db8:" + hex() + ":" + hex() + "::" + hex();
      }
      if (chance(0.01)) {
        return "proxy" + random.nextInt(200) + ".example.net";
      }
      return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }

    private String hex() {
      return Integer.toHexString(1 + random.nextInt(65_535));
    }

    /** Some who leave come back just before, at, or just after the moment their session ends. */
    private void leave(int index) {
      Client client = present.remove(index);
      if (client.newest > 0 && chance(0.04)) {
        long pause = GAP_SECONDS - 1 + random.nextInt(3);
        appointments.add(new Appointment(client.newest + pause, client));
      }
      if (gone.size() < CLIENTS_REMEMBERED) {
        gone.add(client);
      } else {
        gone.set(random.nextInt(gone.size()), client);
      }
    }

    /** A server writes a line when it has answered: long answers stand after later requests. */
    private int delay() {
      if (chance(0.85)) {
        return 0;
      }
      return chance(0.9) ? random.nextInt(5) : random.nextInt(56);
    }

    private boolean chance(double of) {
      return random.nextDouble() < of;
    }
  }

  /** Maps how much of the day's lines is written to a time of day, by a curve of busy hours. */
  private static final class Clockwork {
    private static final int[] WEIGHT_OF_HOUR = {
      14, 10, 8, 7, 7, 9, 14, 24, 38, 50, 56, 58, 52, 55, 58, 60, 57, 52, 50, 54, 58, 50, 36, 22
    };
    private static final String[] MONTHS = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int EAST_SECONDS = 7_200;

    private final long midnight;
    private final int weight;
    private long rememberedSecond = Long.MIN_VALUE;
    private String remembered = "";

    Clockwork(long midnight) {
      this.midnight = midnight;
      int sum = 0;
      for (int hour : WEIGHT_OF_HOUR) {
        sum += hour;
      }
      this.weight = sum;
    }

    long second(long written, long of) {
      double passed = (double) written * weight / of;
      int hour = 0;
      while (hour < 23 && passed >= WEIGHT_OF_HOUR[hour]) {
        passed -= WEIGHT_OF_HOUR[hour];
        hour++;
      }
      return midnight + hour * 3_600L + (long) (passed / WEIGHT_OF_HOUR[hour] * 3_600);
    }

    /** As a server two hours east of Greenwich writes it. */
    String written(long second) {
      if (second != rememberedSecond) {
        var local = Instant.ofEpochSecond(second + EAST_SECONDS).atOffset(ZoneOffset.UTC);
        remembered =
            two(local.getDayOfMonth())
                + "/"
                + MONTHS[local.getMonthValue() - 1]
                + "/"
                + local.getYear()
                + ":"
                + two(local.getHour())
                + ":"
                + two(local.getMinute())
                + ":"
                + two(local.getSecond())
                + " +0200";
        rememberedSecond = second;
      }
      return remembered;
    }

    private static String two(int number) {
      return number < 10 ? "0" + number : Integer.toString(number);
    }
  }

  /** Lines that are none. */
  private record Junk(Random random) {
    private static final String[] BAD_TIMES = {
      "31/Feb/2025:10:00:00 +0200",
      "08/Oct/2025:25:61:00 +0200",
      "08/Okt/2025:10:00:00 +0200",
      "2025-10-08T10:00:00+02:00",
      "-",
      ""
    };

    String line() {
      return switch (random.nextInt(7)) {
        case 0 -> "";
        case 1 -> " \"curl/8.5.0\"";
        case 2 -> "10.0.0.1 - - [08/Oct/2025:10:00:00 +0200] \"GET /cut";
        case 3 -> "10.0.0.1 - - [08/Oct/2025:10:00:00 +0200] \"GET / HTTP/1.1\" 200 12 \"-\"";
        case 4 -> "==> access.log <==";
        case 5 -> noise(1 + random.nextInt(120));
        default -> "10.0.0.1 - - [08/Oct/2025:10:00:00 +0200] \"GET / HTTP/1.1\" 200 x \"-\" \"-\"";
      };
    }

    private String noise(int length) {
      var noise = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        char c = (char) random.nextInt(256);
        noise.append(c == '\n' || c == '"' ? '?' : c);
      }
      return noise.toString();
    }

    String withBadTime(String line) {
      int from = line.indexOf('[') + 1;
      int to = line.indexOf(']', from);
      return line.substring(0, from)
          + BAD_TIMES[random.nextInt(BAD_TIMES.length)]
          + line.substring(to);
    }
  }
}
