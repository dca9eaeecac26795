package dev.drey.bench.kit;

import dev.drey.bench.kit.Scenario.OneOperator;
import dev.drey.bench.kit.Scenario.WholeTopology;
import dev.drey.testkit.parity.Example;
import dev.drey.testkit.parity.Examples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;

/** 25 functions and operators, each with two inputs, and 20 topologies of the parity suite. */
final class Scenarios {
  private static final int TOPOLOGIES = 20;
  private static final int EVENTS = 35;
  private static final int MINUTE = 60_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private Scenarios() {}

  static List<Scenario> all() {
    return Stream.concat(operators().stream(), topologies().stream()).toList();
  }

  static List<Scenario> operators() {
    return Stream.of(events(1), events(2)).flatMap(Scenarios::operators).toList();
  }

  /** Evenly from all of them. */
  static List<Scenario> topologies() {
    List<Example> examples = Examples.all();
    return IntStream.range(0, TOPOLOGIES)
        .mapToObj(i -> examples.get(i * examples.size() / TOPOLOGIES))
        .<Scenario>map(WholeTopology::new)
        .toList();
  }

  private static List<Tuple3<String, Long, Long>> events(long seed) {
    Random random = new Random(seed);
    List<Tuple3<String, Long, Long>> events = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < EVENTS; i++) {
      time += 1 + random.nextInt(5 * MINUTE);
      events.add(Tuple3.of("user" + random.nextInt(5), (long) random.nextInt(100), time));
    }
    return events;
  }

  private static Stream<Scenario> operators(List<Tuple3<String, Long, Long>> events) {
    return Stream.of(
        scenario("map", events, s -> s.map(e -> e.f0 + e.f1)),
        scenario("map twice", events, s -> s.map(e -> e.f1 + 1).map(n -> n * 2)),
        scenario("filter", events, s -> s.filter(e -> e.f1 % 2 == 0)),
        scenario("flatMap", events, s -> s.flatMap(new Functions.Letters())),
        scenario("metric", events, s -> s.map(new Functions.Metered())),
        scenario("process", events, s -> s.process(new Functions.Sorting())),
        scenario(
            "side output",
            events,
            s -> s.process(new Functions.Sorting()).getSideOutput(Functions.ODD)),
        scenario("union", events, s -> s.union(s.filter(e -> e.f1 > 50))),
        scenario("sum", events, s -> s.keyBy(e -> e.f0).sum(1)),
        scenario("minBy", events, s -> s.keyBy(e -> e.f0).minBy(1)),
        scenario(
            "reduce",
            events,
            s -> s.keyBy(e -> e.f0).reduce((a, b) -> Tuple3.of(a.f0, a.f1 ^ b.f1, b.f2))),
        scenario("value state", events, s -> s.keyBy(e -> e.f0).flatMap(new Functions.Changes())),
        scenario("list state", events, s -> s.keyBy(e -> e.f0).process(new Functions.Batches())),
        scenario("map state", events, s -> s.keyBy(e -> e.f0).process(new Functions.Distinct())),
        scenario("timers", events, s -> s.keyBy(e -> e.f0).process(new Functions.Quiet(MINUTE))),
        scenario(
            "later timers", events, s -> s.keyBy(e -> e.f0).process(new Functions.Quiet(HOUR))),
        scenario(
            "tumbling windows",
            events,
            s -> s.keyBy(e -> e.f0).window(TumblingEventTimeWindows.of(HOUR)).sum(1)),
        scenario(
            "sliding windows",
            events,
            s ->
                s.keyBy(e -> e.f0)
                    .window(SlidingEventTimeWindows.of(HOUR, Duration.ofMinutes(20)))
                    .max(1)),
        scenario(
            "session windows",
            events,
            s ->
                s.keyBy(e -> e.f0)
                    .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(10)))
                    .reduce((a, b) -> Tuple3.of(a.f0, a.f1 + b.f1, b.f2))),
        scenario("count windows", events, s -> s.keyBy(e -> e.f0).countWindow(3).sum(1)),
        scenario(
            "windows of all",
            events,
            s -> s.windowAll(TumblingEventTimeWindows.of(HOUR)).process(new Functions.Counting())),
        scenario(
            "global windows with a trigger",
            events,
            s ->
                s.keyBy(e -> e.f0)
                    .window(GlobalWindows.create())
                    .trigger(CountTrigger.of(4))
                    .sum(1)),
        scenario(
            "interval join",
            events,
            s ->
                s.keyBy(e -> e.f0)
                    .intervalJoin(s.filter(e -> e.f1 % 2 == 0).keyBy(e -> e.f0))
                    .between(Duration.ofMinutes(-10), Duration.ofMinutes(10))
                    .process(new Functions.Pairs())),
        scenario(
            "coGroup",
            events,
            s ->
                s.coGroup(s.filter(e -> e.f1 < 30))
                    .where(e -> e.f0)
                    .equalTo(e -> e.f0)
                    .window(TumblingEventTimeWindows.of(HOUR))
                    .apply(new Functions.Sizes(), Types.STRING)),
        scenario(
            "async I/O",
            events,
            s ->
                AsyncDataStream.orderedWait(s, new Functions.Answering(), 10, TimeUnit.SECONDS)
                    .returns(Types.STRING)));
  }

  private static <O> Scenario scenario(
      String name,
      List<Tuple3<String, Long, Long>> events,
      Function<DataStream<Tuple3<String, Long, Long>>, DataStream<O>> wiring) {
    return new OneOperator<>(name, events, wiring);
  }
}
