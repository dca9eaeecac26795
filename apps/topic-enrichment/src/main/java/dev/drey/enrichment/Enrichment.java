package dev.drey.enrichment;

import dev.drey.sdk.metrics.ServiceMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins the orders of a rider with the rider's positions in event time, so that what comes out does
 * not depend on which of them comes first. {@link Patience} says which position an order gets. One
 * that comes after its time is answered at once with what is still known.
 */
final class Enrichment extends KeyedCoProcessFunction<String, Order, Position, EnrichedOrder> {
  private static final long serialVersionUID = 1;

  /** Timers that forget positions are set at multiples of this, so that there are few. */
  private static final long SWEEP_MILLIS = 60_000;

  private final Patience patience;

  private transient ListState<Position> positions;

  /** Orders without an answer. */
  private transient ListState<Order> waiting;

  private transient Counter enriched;
  private transient Counter withoutPosition;
  private transient Counter lateOrders;
  private transient Counter latePositions;

  Enrichment(Patience patience) {
    this.patience = patience;
  }

  @Override
  public void open(OpenContext context) {
    positions =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("positions", TypeInformation.of(Position.class)));
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("orders", TypeInformation.of(Order.class)));
    MetricGroup metrics = ServiceMetrics.of(getRuntimeContext());
    enriched = metrics.counter("ordersEnriched");
    withoutPosition = metrics.counter("ordersWithoutPosition");
    lateOrders = metrics.counter("lateOrders");
    latePositions = metrics.counter("latePositions");
  }

  @Override
  public void processElement1(Order order, Context context, Collector<EnrichedOrder> out)
      throws Exception {
    long now = context.timerService().currentWatermark();
    if (order.placedAt() <= now) {
      lateOrders.inc();
    }
    Patience.Answer answer = patience.answer(order, read(positions), now);
    if (answer.isFinal()) {
      emit(order, answer, out);
      return;
    }
    waiting.add(order);
    context.timerService().registerEventTimeTimer(Math.max(order.placedAt(), now + 1));
    context.timerService().registerEventTimeTimer(patience.givesUpAt(order));
  }

  @Override
  public void processElement2(Position position, Context context, Collector<EnrichedOrder> out)
      throws Exception {
    TimerService timers = context.timerService();
    long now = timers.currentWatermark();
    if (position.time() <= now) {
      latePositions.inc();
    }
    List<Position> known = new ArrayList<>(read(positions));
    known.add(position);
    settle(known, now, out);
    List<Position> kept = patience.stillNeeded(known, now);
    positions.update(kept);
    if (kept.contains(position)) {
      timers.registerEventTimeTimer(sweepAfter(patience.forgetsAt(position)));
    }
    if (position.time() > now && waiting.get().iterator().hasNext()) {
      timers.registerEventTimeTimer(position.time());
    }
  }

  /** Time has come to an order, to a position that an order waits for, or to an end of waiting. */
  @Override
  public void onTimer(long time, OnTimerContext context, Collector<EnrichedOrder> out)
      throws Exception {
    TimerService timers = context.timerService();
    long now = Math.max(time, timers.currentWatermark());
    List<Position> known = read(positions);
    List<Order> left = settle(known, now, out);
    List<Position> kept = patience.stillNeeded(known, now);
    positions.update(kept);
    if (!left.isEmpty()) {
      kept.stream()
          .mapToLong(Position::time)
          .filter(each -> each > now)
          .forEach(timers::registerEventTimeTimer);
    }
  }

  /** Answers what can be answered, and returns the orders that still wait. */
  private List<Order> settle(List<Position> known, long now, Collector<EnrichedOrder> out)
      throws Exception {
    List<Order> before = read(waiting);
    List<Order> left = new ArrayList<>();
    for (Order order : before) {
      Patience.Answer answer = patience.answer(order, known, now);
      if (answer.isFinal()) {
        emit(order, answer, out);
      } else {
        left.add(order);
      }
    }
    if (left.size() < before.size()) {
      waiting.update(left);
    }
    return left;
  }

  private void emit(Order order, Patience.Answer answer, Collector<EnrichedOrder> out) {
    (answer.position().isPresent() ? enriched : withoutPosition).inc();
    out.collect(
        answer
            .position()
            .map(position -> new EnrichedOrder(order, position))
            .orElseGet(() -> EnrichedOrder.without(order)));
  }

  private static long sweepAfter(long time) {
    return (Math.floorDiv(time, SWEEP_MILLIS) + 1) * SWEEP_MILLIS;
  }

  private static <T> List<T> read(ListState<T> state) throws Exception {
    List<T> all = new ArrayList<>();
    state.get().forEach(all::add);
    return all;
  }
}
