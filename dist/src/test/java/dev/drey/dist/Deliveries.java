package dev.drey.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.drey.demo.Topic;
import dev.drey.sdk.data.WikipediaEdits.Edit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Orders and positions of riders, a little out of order, and which position each order gets. */
final class Deliveries {
  static final long TTL = 300_000;
  static final long WAIT = 60_000;
  static final long BOUND = 10_000;

  private static final long START = 1_700_000_000_000L;
  private static final int RIDERS = 40;

  private final List<Order> orders;
  private final List<Position> positions;

  private Deliveries(List<Order> orders, List<Position> positions) {
    this.orders = orders;
    this.positions = positions;
  }

  /** An order, and its object in the topic. */
  record Order(String id, String rider, long placedAt) {
    String json() {
      return "{\"id\":\"%s\",\"rider\":%s,\"placedAt\":%d,\"cents\":1250}"
          .formatted(id, TextNode.valueOf(rider), placedAt);
    }
  }

  /** A position, and its object in the topic. */
  record Position(String rider, long time) {
    String json() {
      return "{\"rider\":%s,\"latitude\":52.5,\"longitude\":13.4,\"time\":%d}"
          .formatted(TextNode.valueOf(rider), time);
    }
  }

  /** Orders as many as these, and a position for every two. */
  static Deliveries generated(int count) {
    var random = new Random(20_261_123);
    List<Order> orders = new ArrayList<>();
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long now = START + i * 1_000L;
      orders.add(new Order("o" + i, rider(random, RIDERS), now - random.nextLong(BOUND)));
      if (i % 2 == 0) {
        // a tenth of the riders are never seen
        positions.add(
            new Position(rider(random, RIDERS - RIDERS / 10), now - random.nextLong(BOUND)));
      }
    }
    return new Deliveries(orders, positions);
  }

  /** Edits by turns: one says where its user is, the next is an order. */
  static Deliveries of(List<Edit> edits) {
    List<Order> orders = new ArrayList<>();
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < edits.size(); i++) {
      Edit edit = edits.get(i);
      if (i % 2 == 0) {
        positions.add(new Position(edit.user(), edit.time()));
      } else {
        orders.add(new Order("o" + i, edit.user(), edit.time()));
      }
    }
    return new Deliveries(orders, positions);
  }

  private static String rider(Random random, int riders) {
    return "r" + random.nextInt(riders);
  }

  int size() {
    return orders.size();
  }

  List<Topic.Sent> orders(Topic topic, double from, double to) {
    return part(orders, from, to)
        .map(each -> new Topic.Sent(topic.partitionOf(each.id()), each.json().getBytes(UTF_8)))
        .toList();
  }

  List<Topic.Sent> positions(Topic topic, double from, double to) {
    return part(positions, from, to)
        .map(each -> new Topic.Sent(topic.partitionOf(each.rider()), each.json().getBytes(UTF_8)))
        .toList();
  }

  private static <T> Stream<T> part(List<T> all, double from, double to) {
    return all.subList((int) (from * all.size()), (int) (to * all.size())).stream();
  }

  /** In each partition something so late that everything before it has been waited for. */
  List<Topic.Sent> end(Topic topic, boolean order) {
    long last =
        Stream.concat(orders.stream().map(Order::placedAt), positions.stream().map(Position::time))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    long late = last + TTL + WAIT + BOUND + 1_000;
    String json =
        order ? new Order("end", "nobody", late).json() : new Position("nobody", late).json();
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new Topic.Sent(partition, json.getBytes(UTF_8)))
        .toList();
  }

  /** The time of each order's position, by the order's id; empty where it gets none. */
  Map<String, Optional<Long>> truth() {
    Map<String, Optional<Long>> truth = new TreeMap<>();
    for (Order order : orders) {
      Comparator<Long> upToTheOrderFirstThenTheNearest =
          Comparator.<Long, Boolean>comparing(time -> time > order.placedAt())
              .thenComparing(time -> Math.abs(time - order.placedAt()));
      truth.put(
          order.id(),
          positions.stream()
              .filter(each -> each.rider().equals(order.rider()))
              .map(Position::time)
              .filter(time -> time >= order.placedAt() - TTL && time <= order.placedAt() + WAIT)
              .min(upToTheOrderFirstThenTheNearest));
    }
    return truth;
  }
}
