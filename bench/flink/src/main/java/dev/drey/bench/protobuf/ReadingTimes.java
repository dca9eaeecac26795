package dev.drey.bench.protobuf;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.bench.protobuf.wire.VisitEvent;
import dev.drey.sdk.Received;
import dev.drey.sdk.json.JsonReader;
import dev.drey.sdk.protobuf.ProtobufReader;
import dev.drey.sdk.protobuf.ProtobufRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.types.Row;

/**
 * Reads the same visits from Protobuf and from JSON, by turns in one thread, as a source's
 * deserialization schema does, and prints records a second, a figure a line: name, tab, number.
 * Readings that are not the visit itself end it.
 */
public final class ReadingTimes {
  private static final int VISITS = 20_000;
  private static final int PASSES = 50;
  private static final int WARM_UPS = 3;
  private static final String[] AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
    "curl/8.5.0"
  };

  private static long read;

  private ReadingTimes() {}

  /** What a job works with. */
  public record Visit(String id, String user, String userAgent, String page, long time) {
    static Visit of(VisitEvent event) {
      return new Visit(
          event.getId(), event.getUser(), event.getUserAgent(), event.getPage(), event.getTime());
    }

    VisitEvent message() {
      return VisitEvent.newBuilder()
          .setId(id)
          .setUser(user)
          .setUserAgent(userAgent)
          .setPage(page)
          .setTime(time)
          .build();
    }
  }

  @FunctionalInterface
  private interface Reading {
    Object read(byte[] bytes) throws IOException;
  }

  private record Encoded(Reading reading, List<byte[]> records) {
    double recordsPerSecond() throws IOException {
      long began = System.nanoTime();
      for (int pass = 0; pass < PASSES; pass++) {
        for (byte[] bytes : records) {
          read += reading.read(bytes).hashCode() & 1; // so that nothing is left out
        }
      }
      return (double) PASSES * records.size() / ((System.nanoTime() - began) / 1e9);
    }

    double bytesPerRecord() {
      return records.stream().mapToInt(each -> each.length).average().orElseThrow();
    }
  }

  /** Takes how many rounds. */
  public static void main(String... arguments) throws Exception {
    List<Visit> visits = visits();
    Map<String, Encoded> encoded = encoded(visits);
    check(visits, encoded);
    int rounds = Integer.parseInt(arguments[0]);
    for (int round = -WARM_UPS; round < rounds; round++) {
      for (Map.Entry<String, Encoded> each : encoded.entrySet()) {
        double rate = each.getValue().recordsPerSecond();
        if (round >= 0) {
          System.out.printf("%s\t%.0f%n", each.getKey(), rate);
        }
      }
    }
    encoded.forEach(
        (name, each) -> System.out.printf("bytes-%s\t%.0f%n", name, each.bytesPerRecord()));
    System.err.println(read);
  }

  private static Map<String, Encoded> encoded(List<Visit> visits) throws Exception {
    var mapper = new ObjectMapper();
    List<byte[]> json = new ArrayList<>();
    List<byte[]> messages = new ArrayList<>();
    for (Visit visit : visits) {
      json.add(mapper.writeValueAsBytes(visit));
      messages.add(visit.message().toByteArray());
    }
    DeserializationSchema<Received<Visit>> fromJson =
        Received.schema(Visit.class, new JsonReader<>(Visit.class));
    DeserializationSchema<Received<Visit>> fromMessages =
        Received.schema(Visit.class, new ProtobufReader<>(VisitEvent.class, Visit::of));
    fromJson.open(null);
    fromMessages.open(null);
    var rows = new ProtobufRows(Map.of("message.class", VisitEvent.class.getName()));
    Map<String, Encoded> encoded = new LinkedHashMap<>();
    encoded.put("json", new Encoded(bytes -> fromJson.deserialize(bytes).value(), json));
    encoded.put(
        "protobuf", new Encoded(bytes -> fromMessages.deserialize(bytes).value(), messages));
    encoded.put("rows", new Encoded(rows::deserialize, messages));
    return encoded;
  }

  private static void check(List<Visit> visits, Map<String, Encoded> encoded) throws IOException {
    for (Map.Entry<String, Encoded> each : encoded.entrySet()) {
      for (int i = 0; i < visits.size(); i++) {
        Object found = each.getValue().reading().read(each.getValue().records().get(i));
        Visit visit = visits.get(i);
        Object wanted =
            found instanceof Row
                ? Row.of(visit.id(), visit.user(), visit.userAgent(), visit.page(), visit.time())
                : visit;
        if (!found.toString().equals(wanted.toString())) {
          throw new IllegalStateException(each.getKey() + " gave " + found + " for " + wanted);
        }
      }
    }
  }

  private static List<Visit> visits() {
    var random = new Random(11);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < VISITS; i++) {
      visits.add(
          new Visit(
              Long.toHexString(random.nextLong()),
              "user-" + random.nextInt(5_000),
              AGENTS[random.nextInt(AGENTS.length)],
              "/shop/" + random.nextInt(300) + "/item/" + random.nextInt(10_000),
              1_700_000_000_000L + random.nextInt(1_000_000_000)));
    }
    return visits;
  }
}
