package dev.drey.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.testkit.TestOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnrichmentTest {
  private static final long MINUTE = 60_000;
  private static final Patience PATIENCE = new Patience(5 * MINUTE, MINUTE);

  private final TestOperator<Order, Position, EnrichedOrder> enrichment = enrichment();

  @Test
  void an_order_gets_the_position_whichever_of_them_comes_first() {
    order("a", 10).position(9).position(8);
    position(9 + MINUTE).order("b", 10 + MINUTE);

    assertThat(enrichment.watermark(2 * MINUTE).output())
        .containsExactlyInAnyOrder(found("a", 10, 9), found("b", 10 + MINUTE, 9 + MINUTE));
  }

  @Test
  void an_order_without_one_waits_for_the_next() {
    order("a", 10);
    assertThat(enrichment.watermark(20).output()).isEmpty();

    position(40).position(30);
    assertThat(enrichment.watermark(29).output()).isEmpty();
    assertThat(enrichment.watermark(30).output()).containsExactly(found("a", 10, 30));
    assertThat(enrichment.metrics().counter("kinesisanalytics.ordersEnriched")).isEqualTo(1);
  }

  @Test
  void an_order_of_a_rider_nobody_has_seen_goes_out_without() {
    order("a", 10);

    assertThat(enrichment.watermark(9 + MINUTE).output()).isEmpty();
    assertThat(enrichment.watermark(10 + MINUTE).output())
        .containsExactly(EnrichedOrder.without(new Order("a", "rider", 10, 500)));
    assertThat(enrichment.metrics().counter("kinesisanalytics.ordersWithoutPosition")).isEqualTo(1);
  }

  @Test
  void positions_are_forgotten_when_no_order_can_get_them() {
    position(10).position(20).position(30);
    enrichment.watermark(40);
    position(50);
    assertThat(enrichment.<Position>list("positions", "rider"))
        .extracting(Position::time)
        .containsExactly(30L, 50L);

    enrichment.watermark(7 * MINUTE);

    assertThat(enrichment.keys("positions")).isZero();
    assertThat(enrichment.keys("orders")).isZero();
    assertThat(enrichment.eventTimers()).isEmpty();
  }

  @Test
  void a_late_order_gets_what_is_still_known() {
    position(30);
    enrichment.watermark(40);

    order("a", 35).order("b", 20);

    assertThat(enrichment.output()).containsExactly(found("a", 35, 30), found("b", 20, 30));
    assertThat(enrichment.metrics().counter("kinesisanalytics.lateOrders")).isEqualTo(2);
  }

  @Test
  void a_late_position_is_one_all_the_same() {
    order("a", 10);
    enrichment.watermark(20);

    position(5);

    assertThat(enrichment.output()).containsExactly(found("a", 10, 5));
    assertThat(enrichment.metrics().counter("kinesisanalytics.latePositions")).isEqualTo(1);
  }

  @Test
  void what_waits_outlives_a_restart() {
    order("a", 10).position(40);
    enrichment.watermark(20);

    var restarted = enrichment().with(job -> job.rocksDb()).from(enrichment.snapshot());

    assertThat(restarted.watermark(50).output()).containsExactly(found("a", 10, 40));
    restarted.close();
  }

  private EnrichmentTest order(String id, long time) {
    enrichment.element(new Order(id, "rider", time, 500), time);
    return this;
  }

  private EnrichmentTest position(long time) {
    enrichment.second(new Position("rider", 52.5, 13.4, time), time);
    return this;
  }

  private static EnrichedOrder found(String id, long placedAt, long time) {
    return new EnrichedOrder(
        new Order(id, "rider", placedAt, 500), new Position("rider", 52.5, 13.4, time));
  }

  private static TestOperator<Order, Position, EnrichedOrder> enrichment() {
    return TestOperator.of(
        Order.class,
        Position.class,
        (orders, positions) ->
            orders
                .keyBy(Order::rider)
                .connect(positions.keyBy(Position::rider))
                .process(new Enrichment(PATIENCE)));
  }
}
