package dev.drey.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sdk.Job;
import dev.drey.sdk.Received;
import dev.drey.sdk.settings.PropertyGroups;
import dev.drey.sdk.validation.DeadLetter;
import dev.drey.testkit.Input;
import dev.drey.testkit.JobRun;
import dev.drey.testkit.TestJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MainTest {
  private static final long START = 1_700_000_000_000L;
  private static final long BOUND = 10_000;

  /** Five minutes of a few riders, shuffled within the bound. */
  private final List<Order> orders = new ArrayList<>();

  private final List<Position> positions = new ArrayList<>();

  MainTest() {
    var random = new Random(11);
    for (int i = 0; i < 200; i++) {
      long time = START + i * 1_500L - random.nextLong(BOUND);
      orders.add(new Order("order-" + i, "rider-" + random.nextInt(12), time, i));
    }
    for (int i = 0; i < 150; i++) {
      long time = START + i * 2_000L - random.nextLong(BOUND);
      // the last four riders are never seen
      positions.add(new Position("rider-" + random.nextInt(8), i * 0.5, i, time));
    }
  }

  @Test
  void every_operator_has_an_id_that_outlives_an_update() {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment);

    assertThat(environment.getStreamGraph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "read-orders",
            "read-positions",
            "validate-orders",
            "validate-positions",
            "enrich",
            "write-orders",
            "write-dead-letters")
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  @Test
  void in_any_order_and_at_any_parallelism_each_order_is_there_once_with_its_position() {
    List<EnrichedOrder> expected = expected();
    assertThat(expected).filteredOn(order -> order.position() == null).isNotEmpty();
    assertThat(expected).filteredOn(order -> order.position() != null).hasSizeGreaterThan(80);

    job()
        .inOrders(
            10, run -> assertThat(written(run)).containsExactlyInAnyOrderElementsOf(expected));
    job()
        .parallelism(3)
        .inOrders(5, run -> assertThat(written(run)).containsExactlyInAnyOrderElementsOf(expected));
  }

  @Test
  void a_restart_half_way_loses_and_repeats_nothing() {
    JobRun half = job().runUntil(170);
    List<EnrichedOrder> all = new ArrayList<>(written(half));

    all.addAll(written(job().parallelism(2).rocksDb().from(half.snapshot()).run()));

    assertThat(all).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void what_does_not_pass_is_counted_and_put_aside_as_it_came() {
    JobRun run =
        TestJob.of(MainTest::build)
            .source(
                "read-orders",
                received(new Order("", "rider", START, 1)),
                received(new Order("a", null, START, 1)),
                received(new Order("a", "rider", 0, 1)),
                Received.<Order>unreadable(raw("junk")))
            .source(
                "read-positions",
                received(new Position("rider", 91, 0, START)),
                received(new Position("rider", 0, 0, -1)),
                received(new Position(null, 0, 0, START)),
                Received.<Position>unreadable(raw("more junk")))
            .run();

    assertThat(written(run)).isEmpty();
    assertThat(run.output("write-dead-letters", DeadLetter.class))
        .extracting(DeadLetter::reason)
        .containsExactlyInAnyOrder(
            "ordersWithoutId",
            "ordersWithoutRider",
            "ordersWithoutTime",
            "unreadableOrders",
            "positionsOffEarth",
            "positionsWithoutTime",
            "positionsWithoutRider",
            "unreadablePositions");
    assertThat(run.metrics("validate-orders").counter("kinesisanalytics.orders")).isEqualTo(4);
    assertThat(run.metrics("validate-orders").counter("kinesisanalytics.ordersWithoutRider"))
        .isEqualTo(1);
  }

  /** Each order by itself, with everything known. */
  private List<EnrichedOrder> expected() {
    List<EnrichedOrder> expected = new ArrayList<>();
    for (Order order : orders) {
      Position before = null;
      Position after = null;
      for (Position each : positions) {
        long apart = each.time() - order.placedAt();
        if (!each.rider().equals(order.rider()) || apart < -300_000 || apart > 60_000) {
          continue;
        }
        if (apart <= 0 && (before == null || each.time() > before.time())) {
          before = each;
        }
        if (apart > 0 && (after == null || each.time() < after.time())) {
          after = each;
        }
      }
      expected.add(new EnrichedOrder(order, before == null ? after : before));
    }
    return expected;
  }

  private TestJob job() {
    return TestJob.of(MainTest::build)
        .source("read-orders", Input.of(orders.stream().map(MainTest::received).toList()))
        .source("read-positions", Input.of(positions.stream().map(MainTest::received).toList()));
  }

  private static List<EnrichedOrder> written(JobRun run) {
    return run.output("write-orders", EnrichedOrder.class);
  }

  private static <T> Received<T> received(T value) {
    return new Received<>(value, raw(value.toString()));
  }

  private static byte[] raw(String text) {
    return text.getBytes(UTF_8);
  }

  private static void build(StreamExecutionEnvironment environment) {
    Job.prepare(environment);
    var properties = new Properties();
    for (String key :
        List.of(
            "bootstrap.servers",
            "orders.topic",
            "positions.topic",
            "output.topic",
            "dead.letter.topic",
            "group.id",
            "transactional.id.prefix")) {
      properties.setProperty(key, key + " of test");
    }
    Main.build(
        environment,
        PropertyGroups.of(Map.of("topic-enrichment", properties)).read(Settings.class));
  }
}
