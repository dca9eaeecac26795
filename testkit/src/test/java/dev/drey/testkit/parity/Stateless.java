package dev.drey.testkit.parity;

import static dev.drey.testkit.parity.Example.EVENT;
import static dev.drey.testkit.parity.Example.bag;
import static dev.drey.testkit.parity.Example.ordered;
import static dev.drey.testkit.parity.Example.out;
import static dev.drey.testkit.parity.Example.plain;
import static dev.drey.testkit.parity.Example.timed;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Elements one by one: functions, side outputs, partitioning, types. */
@SuppressWarnings("SameNameButDifferent") // each of Flink's functions has a Context
final class Stateless {
  private static final OutputTag<String> CHEAP = new OutputTag<>("cheap", Types.STRING) {};

  /** A type that only Kryo can serialize. */
  static final class Opaque {
    final String text;

    Opaque(String text) {
      this.text = text;
    }
  }

  /** A record, which Flink takes for a POJO. */
  public record Sale(String user, long amount) {}

  private Stateless() {}

  static List<Example> all() {
    return List.of(
        ordered("map", env -> out(plain(env, 1).map(e -> e.f1 * 2))),
        ordered("filter", env -> out(plain(env, 2).filter(e -> e.f1 > 50))),
        ordered(
            "flat map",
            env ->
                out(
                    plain(env, 3)
                        .flatMap(
                            (Tuple3<String, Long, Long> e, Collector<String> to) -> {
                              to.collect(e.f0);
                              to.collect(e.f0 + e.f1);
                            })
                        .returns(Types.STRING))),
        ordered("rich map", env -> out(plain(env, 4).map(new Numbered()))),
        ordered(
            "a chain of five",
            env ->
                out(
                    plain(env, 5)
                        .map(e -> e.f1)
                        .filter(n -> n % 2 == 0)
                        .map(n -> n + 1)
                        .map(n -> "n" + n)
                        .filter(s -> s.length() > 2))),
        ordered(
            "side output",
            env -> {
              SingleOutputStreamOperator<Long> sorted = plain(env, 6).process(new ByPrice());
              out(sorted.getSideOutput(CHEAP));
              sorted.sinkTo(new DiscardingSink<>()).name("dear");
            }),
        ordered("timestamps are seen", env -> out(timed(env, 7).process(new Times()))),
        ordered(
            "one stream used twice",
            env -> {
              var events = plain(env, 8);
              events.map(e -> e.f0).sinkTo(new DiscardingSink<>()).name("other");
              out(events.map(e -> e.f1));
            }),
        ordered(
            "an async call in order",
            env ->
                out(
                    AsyncDataStream.orderedWait(plain(env, 9), new Answer(), 10, TimeUnit.SECONDS)
                        .returns(Types.STRING))),
        bag(
            "an async call in any order",
            2,
            env ->
                out(
                    AsyncDataStream.unorderedWait(
                            plain(env, 10), new Answer(), 10, TimeUnit.SECONDS)
                        .returns(Types.STRING))),
        bag(
            "union of three",
            2,
            env -> out(plain(env, 11).union(plain(env, 12), plain(env, 13)).map(e -> e.f0 + e.f1))),
        bag(
            "connect without keys",
            2,
            env -> out(plain(env, 14).connect(plain(env, 15)).map(new Either()))),
        bag("rebalance", 3, env -> out(plain(env, 16).rebalance().map(e -> e.f1))),
        bag("shuffle", 3, env -> out(plain(env, 17).shuffle().map(e -> e.f1))),
        bag(
            "rescale",
            4,
            env -> out(plain(env, 18).map(e -> e.f1).setParallelism(2).rescale().map(n -> n + 1))),
        bag(
            "global",
            3,
            env -> out(plain(env, 19).rebalance().map(e -> e.f1).global().map(n -> -n))),
        bag("broadcast to all", 3, env -> out(plain(env, 20).broadcast().map(e -> e.f1))),
        bag(
            "a partitioner of one's own",
            3,
            env ->
                out(
                    plain(env, 21)
                        .partitionCustom((key, n) -> key.hashCode() % 2 == 0 ? 0 : n - 1, e -> e.f0)
                        .map(new Place()))),
        bag(
            "key by and the subtask it comes to",
            3,
            env -> out(plain(env, 22).keyBy(e -> e.f0).map(new Place()))),
        bag(
            "a type for Kryo",
            2,
            env ->
                out(
                    plain(env, 23)
                        .map(e -> new Opaque(e.f0 + e.f1))
                        .returns(Types.GENERIC(Opaque.class))
                        .rebalance()
                        .map(o -> o.text))),
        bag(
            "a record",
            2,
            env ->
                out(
                    plain(env, 24)
                        .map(e -> new Sale(e.f0, e.f1))
                        .returns(Sale.class)
                        .keyBy(Sale::user)
                        .map(s -> s.user() + s.amount()))),
        bag("a sequence", 4, env -> out(env.fromSequence(1, 200).map(n -> n * n))),
        bag(
            "parallelism goes up and down",
            4,
            env ->
                out(
                    env.fromData(Example.events(25), EVENT)
                        .setParallelism(1)
                        .map(e -> e.f1)
                        .setParallelism(3)
                        .filter(n -> n > 10)
                        .setParallelism(2))));
  }

  private static final class Numbered extends RichMapFunction<Tuple3<String, Long, Long>, String> {
    private transient long number;

    @Override
    public void open(OpenContext context) {
      number = 100L * getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    }

    @Override
    public String map(Tuple3<String, Long, Long> event) {
      return number++ + event.f0;
    }
  }

  private static final class Place extends RichMapFunction<Tuple3<String, Long, Long>, String> {
    @Override
    public String map(Tuple3<String, Long, Long> event) {
      return event.f0 + " at " + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    }
  }

  private static final class ByPrice extends ProcessFunction<Tuple3<String, Long, Long>, Long> {
    @Override
    public void processElement(Tuple3<String, Long, Long> e, Context context, Collector<Long> out) {
      if (e.f1 < 50) {
        context.output(CHEAP, e.f0 + e.f1);
      } else {
        out.collect(e.f1);
      }
    }
  }

  private static final class Times extends ProcessFunction<Tuple3<String, Long, Long>, String> {
    @Override
    public void processElement(
        Tuple3<String, Long, Long> e, Context context, Collector<String> out) {
      out.collect(context.timestamp() + " " + context.timerService().currentWatermark());
    }
  }

  private static final class Answer implements AsyncFunction<Tuple3<String, Long, Long>, String> {
    @Override
    public void asyncInvoke(Tuple3<String, Long, Long> event, ResultFuture<String> result) {
      result.complete(List.of(event.f0 + event.f1));
    }
  }

  private static final class Either
      implements CoMapFunction<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>, String> {
    @Override
    public String map1(Tuple3<String, Long, Long> event) {
      return "left " + event.f1;
    }

    @Override
    public String map2(Tuple3<String, Long, Long> event) {
      return "right " + event.f1;
    }
  }
}
