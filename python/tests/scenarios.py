"""Operators, and what happens to them; played in the harness and on real Flink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyflink.common import Row, Time, Types
from pyflink.datastream import OutputTag
from pyflink.datastream.functions import (
    AggregateFunction,
    BroadcastProcessFunction,
    CoFlatMapFunction,
    CoMapFunction,
    CoProcessFunction,
    FilterFunction,
    FlatMapFunction,
    KeyedBroadcastProcessFunction,
    KeyedCoProcessFunction,
    KeyedProcessFunction,
    KeySelector,
    MapFunction,
    ProcessAllWindowFunction,
    ProcessFunction,
    ProcessWindowFunction,
    WindowFunction,
)
from pyflink.datastream.state import (
    AggregatingStateDescriptor,
    ListStateDescriptor,
    MapStateDescriptor,
    ReducingStateDescriptor,
    StateTtlConfig,
    ValueStateDescriptor,
)
from pyflink.datastream.window import (
    CountTrigger,
    EventTimeSessionWindows,
    GlobalWindows,
    PurgingTrigger,
    SlidingEventTimeWindows,
    TumblingEventTimeWindows,
)


@dataclass(frozen=True)
class E:
    """An element."""

    value: Any
    at: int = -(2**63)
    input: int = 1


@dataclass(frozen=True)
class W:
    """A watermark on all inputs."""

    time: int


@dataclass(frozen=True)
class Scenario:
    name: str
    build: Callable[..., Any]
    inputs: tuple[Any, ...]
    script: tuple[E | W, ...]
    side_outputs: tuple[OutputTag, ...] = ()
    ordered: bool = True
    bundle: int = 1


LATE = OutputTag("late", Types.STRING())
ODD = OutputTag("odd", Types.INT())
PAIR = Types.TUPLE([Types.STRING(), Types.INT()])
VISIT = Types.ROW_NAMED(["user", "clicks"], [Types.STRING(), Types.LONG()])
COMPOSED = Types.ROW(
    [
        Types.OBJECT_ARRAY(Types.ROW([Types.INT(), Types.STRING()])),
        Types.BASIC_ARRAY(Types.INT()),
        Types.SQL_DATE(),
        Types.PRIMITIVE_ARRAY(Types.BYTE()),
    ]
)
RULES = MapStateDescriptor("rules", Types.STRING(), Types.INT())


def first(pair: Any) -> Any:
    return pair[0]


def second(pair: Any) -> Any:
    return pair[1]


class Doubled(MapFunction):
    def open(self, runtime_context):
        self.counter = runtime_context.get_metrics_group().counter("seen")

    def map(self, value):
        self.counter.inc()
        return value * 2


class Words(FlatMapFunction):
    def flat_map(self, line):
        return line.split(" ")


class Long(FilterFunction):
    def open(self, runtime_context):
        self.least = 3

    def filter(self, word):
        return len(word) >= self.least


class Stamped(ProcessFunction):
    def process_element(self, value, ctx):
        yield f"{value} at {ctx.timestamp()} after {ctx.timer_service().current_watermark()}"


class Sorted(ProcessFunction):
    def process_element(self, value, ctx):
        if value % 2:
            yield ODD, value
        else:
            yield str(value)


class Silent(ProcessFunction):
    def process_element(self, value, ctx):
        return None


class Returning(ProcessFunction):
    def process_element(self, value, ctx):
        return [value, value]


class Counting(MapFunction):
    """A map with state, on a keyed stream."""

    def open(self, runtime_context):
        self.count = runtime_context.get_state(ValueStateDescriptor("count", Types.LONG()))

    def map(self, pair):
        count = (self.count.value() or 0) + 1
        self.count.update(count)
        return f"{pair[0]}{count}"


class EverySecond(FilterFunction):
    def open(self, runtime_context):
        self.odd = runtime_context.get_state(ValueStateDescriptor("odd", Types.BOOLEAN()))

    def filter(self, pair):
        odd = not self.odd.value()
        self.odd.update(odd)
        return not odd


class Repeated(FlatMapFunction):
    def open(self, runtime_context):
        self.seen = runtime_context.get_list_state(ListStateDescriptor("seen", Types.INT()))

    def flat_map(self, pair):
        self.seen.add(pair[1])
        for earlier in self.seen.get():
            yield pair[0], earlier


class QuietFor(KeyedProcessFunction):
    """Counts until a key has been quiet."""

    def __init__(self, quiet):
        self.quiet = quiet

    def open(self, runtime_context):
        self.count = runtime_context.get_state(ValueStateDescriptor("count", Types.LONG()))
        self.timer = runtime_context.get_state(ValueStateDescriptor("timer", Types.LONG()))

    def process_element(self, pair, ctx):
        before = self.timer.value()
        if before is not None:
            ctx.timer_service().delete_event_time_timer(before)
        self.count.update((self.count.value() or 0) + 1)
        self.timer.update(ctx.timestamp() + self.quiet)
        ctx.timer_service().register_event_time_timer(ctx.timestamp() + self.quiet)

    def on_timer(self, timestamp, ctx):
        yield f"{ctx.get_current_key()}={self.count.value()} {ctx.time_domain().name} {timestamp} {ctx.timestamp()}"
        self.count.clear()
        self.timer.clear()


class Echoing(KeyedProcessFunction):
    """Timers that register timers, some of them already due."""

    def process_element(self, pair, ctx):
        ctx.timer_service().register_event_time_timer(pair[1])
        ctx.timer_service().register_event_time_timer(pair[1])

    def on_timer(self, timestamp, ctx):
        yield timestamp, ctx.timer_service().current_watermark()
        if timestamp < 5:
            ctx.timer_service().register_event_time_timer(timestamp + 2)


class LateTimer(KeyedProcessFunction):
    """A timer for a time that has passed waits for the next watermark."""

    def process_element(self, pair, ctx):
        ctx.timer_service().register_event_time_timer(1)
        yield f"registered after {ctx.timer_service().current_watermark()}"

    def on_timer(self, timestamp, ctx):
        yield f"fired {timestamp} after {ctx.timer_service().current_watermark()}"


class TaggedTimers(KeyedProcessFunction):
    def process_element(self, pair, ctx):
        yield LATE, f"side {pair[1]}"
        ctx.timer_service().register_event_time_timer(ctx.timestamp())

    def on_timer(self, timestamp, ctx):
        yield LATE, f"timer {timestamp}"
        yield f"{ctx.get_current_key()}"


class Totals(KeyedProcessFunction):
    """Every kind of state."""

    def open(self, runtime_context):
        self.largest = runtime_context.get_reducing_state(ReducingStateDescriptor("largest", max, Types.INT()))
        self.mean = runtime_context.get_aggregating_state(AggregatingStateDescriptor("mean", Mean(), PAIR_OF_INTS))
        self.times = runtime_context.get_map_state(MapStateDescriptor("times", Types.INT(), Types.STRING()))
        self.all = runtime_context.get_list_state(ListStateDescriptor("all", Types.INT()))

    def process_element(self, pair, ctx):
        name, number = pair
        if number < 0:
            for state in (self.largest, self.mean, self.times, self.all):
                state.clear()
        else:
            self.largest.add(number)
            self.mean.add(number)
            self.all.add(number)
            self.times.put(number, name * ((self.times.get(number) or "").count(name) + 1))
        yield (
            f"{name}: largest {self.largest.get()}, mean {self.mean.get()}, all {list(self.all.get())},"
            f" times {sorted(self.times.items())}, empty {self.times.is_empty()}"
        )


PAIR_OF_INTS = Types.TUPLE([Types.INT(), Types.INT()])


class Mean(AggregateFunction):
    def create_accumulator(self):
        return 0, 0

    def add(self, value, accumulator):
        return accumulator[0] + value, accumulator[1] + 1

    def get_result(self, accumulator):
        return accumulator[0] / accumulator[1] if accumulator[1] else None

    def merge(self, a, b):
        return a[0] + b[0], a[1] + b[1]


class MapWork(KeyedProcessFunction):
    """All that can be done to a map state."""

    def open(self, runtime_context):
        self.map = runtime_context.get_map_state(MapStateDescriptor("map", Types.STRING(), Types.INT()))

    def process_element(self, pair, ctx):
        command, number = pair[1].split("="), 0
        if len(command) > 1:
            number = int(command[1])
        if command[0] == "put":
            self.map.put(f"k{number}", number)
        elif command[0] == "remove":
            self.map.remove(f"k{number}")
        elif command[0] == "putall":
            self.map.put_all({f"k{number}": number, f"k{number + 1}": number + 1}.items())
        elif command[0] == "clear":
            self.map.clear()
        yield (
            f"{sorted(self.map.keys())} {sorted(self.map.values())} {self.map.contains('k1')} {self.map.get('k2')}"
            f" {self.map.is_empty()}"
        )


class ListWork(KeyedProcessFunction):
    def open(self, runtime_context):
        self.list = runtime_context.get_list_state(ListStateDescriptor("list", VISIT))

    def process_element(self, pair, ctx):
        number = pair[1]
        if number == 0:
            self.list.update([Row(user="u", clicks=7), Row(user="v", clicks=8)])
        elif number < 0:
            self.list.clear()
        else:
            self.list.add_all([Row(user=f"w{i}", clicks=i) for i in range(number)])
        yield str([(row.user, row["clicks"]) for row in self.list.get()])


class Kept(KeyedProcessFunction):
    """State that lives long enough."""

    def open(self, runtime_context):
        life = StateTtlConfig.new_builder(Time.hours(1)).build()
        value = ValueStateDescriptor("value", Types.INT())
        value.enable_time_to_live(life)
        entries = MapStateDescriptor("entries", Types.INT(), Types.INT())
        entries.enable_time_to_live(life)
        self.value = runtime_context.get_state(value)
        self.entries = runtime_context.get_map_state(entries)

    def process_element(self, pair, ctx):
        before = self.value.value()
        self.value.update(pair[1])
        self.entries.put(pair[1], pair[1])
        yield f"{before} {sorted(self.entries.keys())}"


class ByUser(KeySelector):
    def get_key(self, value):
        return value.user


class VisitText(MapFunction):
    def map(self, visit):
        return f"{visit.user} {visit[1]} {visit.as_dict()}"


class Upper(CoMapFunction):
    def map1(self, value):
        return value.upper()

    def map2(self, value):
        return str(value + 1)


class Spread(CoFlatMapFunction):
    def flat_map1(self, value):
        yield from value

    def flat_map2(self, value):
        if value > 1:
            yield str(value)


class Sides(CoProcessFunction):
    def process_element1(self, value, ctx):
        yield f"left {value} {ctx.timestamp()}"

    def process_element2(self, value, ctx):
        yield f"right {value} {ctx.timestamp()}"


class Joined(KeyedCoProcessFunction):
    """Both sides of a key, once both are there; whoever stays alone is told by a timer."""

    def open(self, runtime_context):
        self.left = runtime_context.get_state(ValueStateDescriptor("left", Types.STRING()))
        self.right = runtime_context.get_state(ValueStateDescriptor("right", Types.INT()))

    def process_element1(self, value, ctx):
        self.left.update(value[1])
        yield from self._together(ctx)

    def process_element2(self, value, ctx):
        self.right.update(value[1])
        yield from self._together(ctx)

    def _together(self, ctx):
        if self.left.value() is not None and self.right.value() is not None:
            yield f"{ctx.get_current_key()} {self.left.value()} {self.right.value()}"
            self.left.clear()
            self.right.clear()
        else:
            ctx.timer_service().register_event_time_timer(ctx.timestamp() + 10)

    def on_timer(self, timestamp, ctx):
        if self.left.value() is not None or self.right.value() is not None:
            yield f"alone {ctx.get_current_key()} {self.left.value()} {self.right.value()} {timestamp}"


class Ruled(KeyedBroadcastProcessFunction):
    """Elements wait for the watermark, when all rules are known."""

    def open(self, runtime_context):
        self.waiting = runtime_context.get_list_state(ListStateDescriptor("waiting", Types.INT()))

    def process_element(self, value, ctx):
        self.waiting.add(value[1])
        ctx.timer_service().register_event_time_timer(100)

    def process_broadcast_element(self, value, ctx):
        ctx.get_broadcast_state(RULES).put(value[0], value[1])

    def on_timer(self, timestamp, ctx):
        rules = ctx.get_broadcast_state(RULES)
        least = rules.get(ctx.get_current_key())
        for value in self.waiting.get():
            if least is not None and value >= least:
                yield f"{ctx.get_current_key()} {value} of {sorted(rules.items())}"


class Announced(BroadcastProcessFunction):
    def process_element(self, value, ctx):
        yield f"element {value} {ctx.timestamp()}"

    def process_broadcast_element(self, value, ctx):
        state = ctx.get_broadcast_state(RULES)
        state.put(value[0], value[1])
        yield f"rules {sorted(state.keys())} {state.contains('a')}"


class Contents(ProcessWindowFunction):
    def process(self, key, context, elements):
        window = context.window()
        yield f"{key} {window.start}-{window.end} {[e[1] for e in elements]} after {context.current_watermark()}"

    def clear(self, context):
        pass


class AllContents(ProcessAllWindowFunction):
    def process(self, context, elements):
        window = context.window()
        yield f"{window.start}-{window.end} {[e[1] for e in elements]}"


class Remembering(ProcessWindowFunction):
    """State of the window and state of the key."""

    FIRINGS = ValueStateDescriptor("firings", Types.INT())
    WINDOWS = ValueStateDescriptor("windows", Types.INT())

    def process(self, key, context, elements):
        firings = context.window_state().get_state(self.FIRINGS)
        windows = context.global_state().get_state(self.WINDOWS)
        firings.update((firings.value() or 0) + 1)
        windows.update((windows.value() or 0) + 1)
        yield f"{key} {context.window().start} firing {firings.value()} of {windows.value()}: {len(list(elements))}"

    def clear(self, context):
        context.window_state().get_state(self.FIRINGS).clear()


class Sum(WindowFunction):
    def apply(self, key, window, inputs):
        yield f"{key} {sum(value[1] for value in inputs)} {window.max_timestamp()}"


class CountOf(WindowFunction):
    def apply(self, key, window, inputs):
        yield f"{key} {[value[1] for value in inputs]}"


def keyed(name, function, *script, output=None, side_outputs=()):
    """A scenario of one function on a stream of pairs by their first part."""
    return Scenario(
        name,
        lambda s: s.key_by(first, Types.STRING()).process(function, output),
        (PAIR,),
        script,
        side_outputs,
    )


def windows(name, build, *script, side_outputs=()):
    # Which of two keys' timers of one time fires first is nobody's promise.
    return Scenario(
        name, lambda s: build(s.key_by(first, Types.STRING())), (PAIR,), script, side_outputs, ordered=False
    )


def tumbling(stream):
    return stream.window(TumblingEventTimeWindows.of(Time.milliseconds(10)))


def added(a, b):
    return a[0], a[1] + b[1]


class PairMean(Mean):
    def add(self, value, accumulator):
        return super().add(value[1], accumulator)

    def get_result(self, accumulator):
        return "mean", super().get_result(accumulator)


LATE_PAIRS = OutputTag("late pairs", Types.TUPLE([Types.STRING(), Types.INT()]))  # a type of its own, to be pickled

A_DAY = (
    E(("a", 1), 1), E(("b", 2), 2), E(("a", 3), 9), E(("a", 4), 12), W(10), E(("b", 5), 8), E(("b", 6), 15),
    E(("a", 7), 11), W(21), E(("a", 8), 19), E(("a", 9), 25), W(40),
)  # fmt: skip

SCENARIOS = [
    Scenario("map", lambda s: s.map(Doubled(), Types.INT()), (Types.INT(),), (E(1), E(2), E(-3))),
    Scenario("map by lambda", lambda s: s.map(lambda x: [x, x]), (Types.STRING(),), (E("a"), E(""))),
    Scenario("flat map", lambda s: s.flat_map(Words(), Types.STRING()), (Types.STRING(),), (E("to be or"), E("not"))),
    Scenario("filter", lambda s: s.filter(Long()), (Types.STRING(),), (E("to"), E("bee"), E("orchid"))),
    Scenario("filter by lambda", lambda s: s.filter(lambda x: x), (Types.INT(),), (E(0), E(1), E(2))),
    Scenario(
        "process with time", lambda s: s.process(Stamped(), Types.STRING()), (Types.INT(),),
        (E(1), E(2, 5), W(3), E(3, 4), W(9), E(4, 9)),
    ),
    Scenario(
        "side output", lambda s: s.process(Sorted(), Types.STRING()), (Types.INT(),),
        (E(1, 1), E(2, 2), E(3, 3), W(2), E(4, 4)), (ODD,),
    ),
    Scenario("nothing returned", lambda s: s.process(Silent(), Types.INT()), (Types.INT(),), (E(1),)),
    Scenario("a list returned", lambda s: s.process(Returning(), Types.INT()), (Types.INT(),), (E(1), E(2))),
    Scenario(
        "a chain", lambda s: s.flat_map(Words(), Types.STRING()).filter(Long()).map(len, Types.INT()),
        (Types.STRING(),), (E("to be tested"), E("is not to fail")),
    ),
    Scenario(
        "rows by name", lambda s: s.key_by(ByUser(), Types.STRING()).map(VisitText(), Types.STRING()), (VISIT,),
        (E(Row(user="a", clicks=2)), E(Row(user="b", clicks=2**40))),
    ),
    Scenario("floats", lambda s: s.map(lambda x: x, Types.FLOAT()), (Types.DOUBLE(),), (E(0.1), E(1e10), E(-2.5))),
    Scenario(
        "maps and lists",
        lambda s: s.map(lambda x: Row({x: 1}, [x, x]),
                        Types.ROW([Types.MAP(Types.STRING(), Types.INT()), Types.LIST(Types.STRING())])),
        (Types.STRING(),), (E("a"), E("ü")),
    ),
    Scenario(
        "nulls in a row",
        lambda s: s.map(lambda x: Row(None, x, None), Types.ROW([Types.STRING(), Types.INT(), Types.BOOLEAN()])),
        (Types.INT(),), (E(1),),
    ),
    Scenario(
        "arrays and dates",
        lambda s: s.map(lambda x: Row([Row(x, "a"), Row(-x, "b")], [x, 7], date(2024, 2, 29), bytes([x])), COMPOSED),
        (Types.INT(),), (E(1), E(2)),
    ),
    Scenario("keyed map", lambda s: s.key_by(first, Types.STRING()).map(Counting(), Types.STRING()), (PAIR,),
             (E(("a", 1)), E(("b", 1)), E(("a", 2)), E(("a", 3)))),
    Scenario("keyed filter", lambda s: s.key_by(first).filter(EverySecond()), (PAIR,),
             (E(("a", 1)), E(("b", 1)), E(("a", 2)), E(("a", 3)), E(("b", 2)))),
    Scenario("keyed flat map", lambda s: s.key_by(first).flat_map(Repeated(), PAIR), (PAIR,),
             (E(("a", 1)), E(("b", 1)), E(("a", 2)))),
    Scenario("reduce", lambda s: s.key_by(first, Types.STRING()).reduce(added), (PAIR,),
             (E(("a", 1)), E(("b", 1)), E(("a", 2)), E(("a", 3)))),
    Scenario("sum", lambda s: s.key_by(first, Types.STRING()).sum(1), (PAIR,), (E(("a", 1)), E(("b", 1)), E(("a", 4)))),
    Scenario("max by", lambda s: s.key_by(first, Types.STRING()).max_by(1), (PAIR,),
             (E(("a", 3)), E(("a", 1)), E(("a", 4)))),
    Scenario("keyed again", lambda s: s.key_by(first).map(second, Types.INT()).key_by(lambda x: x % 2).reduce(max),
             (PAIR,), (E(("a", 3)), E(("b", 1)), E(("b", 2)), E(("b", 5)))),
    Scenario("union of keyed", lambda s: s.key_by(first).union(s.map(lambda p: ("z", p[1]), PAIR)), (PAIR,),
             (E(("a", 3)), E(("b", 1))), ordered=False),
    keyed("timers", QuietFor(10), E(("a", 1), 1), E(("b", 1), 2), E(("a", 2), 8), W(12), W(17), E(("a", 3), 17), W(18)),
    keyed("timers until the end", QuietFor(5), E(("a", 1), 10), E(("b", 1), 20)),
    Scenario("timers that go on", lambda s: s.key_by(first).process(Echoing()), (PAIR,),
             (E(("a", 1), 1), E(("a", 4), 2), E(("b", 2), 3)), bundle=1000),
    keyed("a timer of the past", LateTimer(), E(("a", 1), 5), W(7), E(("a", 2), 9), W(8), output=Types.STRING()),
    keyed("side outputs of timers", TaggedTimers(), E(("a", 1), 5), E(("b", 2), 6), W(5), output=Types.STRING(),
          side_outputs=(LATE,)),
    keyed("all states", Totals(), E(("a", 1)), E(("a", 4)), E(("b", 2)), E(("a", 4)), E(("a", -1)), E(("a", 5)),
          output=Types.STRING()),
    Scenario("map state", lambda s: s.key_by(first, Types.STRING()).process(MapWork(), Types.STRING()),
             (Types.TUPLE([Types.STRING(), Types.STRING()]),),
             tuple(E(("a", c)) for c in ("", "put=1", "put=2", "remove=1", "putall=5", "put=5", "clear", "put=1"))),
    keyed("list state of rows", ListWork(), E(("a", 2)), E(("a", 1)), E(("a", 0)), E(("a", -1)), E(("a", 1)),
          output=Types.STRING()),
    keyed("state that lives", Kept(), E(("a", 1)), E(("a", 2)), E(("b", 2)), output=Types.STRING()),
    Scenario("co-map", lambda a, b: a.connect(b).map(Upper(), Types.STRING()), (Types.STRING(), Types.INT()),
             (E("a"), E(1, input=2), E("b")), ordered=False),
    Scenario("co-flat-map", lambda a, b: a.connect(b).flat_map(Spread(), Types.STRING()),
             (Types.STRING(), Types.INT()), (E("ab"), E(1, input=2), E(2, input=2)), ordered=False),
    Scenario("co-process", lambda a, b: a.connect(b).process(Sides(), Types.STRING()), (Types.STRING(), Types.INT()),
             (E("a", 1), E(1, 2, input=2), E("b", 3)), ordered=False),
    Scenario(
        "keyed co-process",
        lambda a, b: a.connect(b).key_by(first, first, Types.STRING()).process(Joined(), Types.STRING()),
        (Types.TUPLE([Types.STRING(), Types.STRING()]), PAIR),
        (E(("a", "x"), 1), E(("a", 1), 1, input=2), E(("b", "y"), 2), W(5), E(("c", 2), 7, input=2), W(12), W(17)),
        ordered=False,
    ),
    Scenario(
        "keyed broadcast",
        lambda a, b: a.key_by(first, Types.STRING()).connect(b.broadcast(RULES)).process(Ruled(), Types.STRING()),
        (PAIR, PAIR),
        (E(("a", 2), input=2), E(("a", 1)), E(("b", 9)), E(("a", 5)), E(("c", 7), input=2), W(100)),
        ordered=False,
    ),
    Scenario(
        "broadcast", lambda a, b: a.connect(b.broadcast(RULES)).process(Announced(), Types.STRING()),
        (Types.INT(), PAIR), (E(("a", 1), input=2), E(5, 3), E(("b", 1), input=2)), ordered=False,
    ),
    windows("tumbling windows", lambda s: tumbling(s).process(Contents(), Types.STRING()), *A_DAY),
    windows("late data", lambda s: tumbling(s).side_output_late_data(LATE_PAIRS).process(Contents(), Types.STRING()),
            *A_DAY, side_outputs=(LATE_PAIRS,)),
    windows("allowed lateness", lambda s: tumbling(s).allowed_lateness(5).process(Remembering(), Types.STRING()),
            *A_DAY),
    windows("reduced windows", lambda s: tumbling(s).reduce(added), *A_DAY),
    windows("reduced windows with a function",
            lambda s: tumbling(s).reduce(added, window_function=Sum(), output_type=Types.STRING()), *A_DAY),
    windows("aggregated windows", lambda s: tumbling(s).aggregate(
        PairMean(), window_function=CountOf(), accumulator_type=PAIR_OF_INTS, output_type=Types.STRING()), *A_DAY),
    windows("applied windows", lambda s: tumbling(s).apply(Sum(), Types.STRING()), *A_DAY),
    windows("sliding windows", lambda s: s.window(
        SlidingEventTimeWindows.of(Time.milliseconds(10), Time.milliseconds(5))).process(Contents(), Types.STRING()),
        *A_DAY),
    windows("session windows", lambda s: s.window(
        EventTimeSessionWindows.with_gap(Time.milliseconds(4))).process(Contents(), Types.STRING()),
        E(("a", 1), 1), E(("a", 2), 8), E(("a", 3), 4), E(("b", 4), 5), W(9), E(("a", 5), 30), W(33), W(34)),
    windows("session windows reduced", lambda s: s.window(
        EventTimeSessionWindows.with_gap(Time.milliseconds(4))).reduce(added),
        E(("a", 1), 1), E(("a", 2), 8), E(("a", 3), 4), E(("b", 4), 5), W(20)),
    windows("session windows aggregated", lambda s: s.window(
        EventTimeSessionWindows.with_gap(Time.milliseconds(4))).aggregate(PairMean(), accumulator_type=PAIR_OF_INTS),
        E(("a", 1), 1), E(("a", 2), 8), E(("a", 3), 4), E(("b", 4), 5), E(("a", 5), 9), W(20)),
    windows("count windows", lambda s: s.count_window(2).apply(CountOf(), Types.STRING()),
            *(E(("a", i)) for i in range(5))),
    windows("sliding count windows", lambda s: s.count_window(3, 2).apply(CountOf(), Types.STRING()),
            *(E(("a", i)) for i in range(7))),
    windows("global windows with a trigger", lambda s: s.window(GlobalWindows.create()).trigger(
        PurgingTrigger.of(CountTrigger.of(2))).apply(CountOf(), Types.STRING()), *(E(("a", i)) for i in range(5))),
    Scenario("windows of all", lambda s: s.window_all(TumblingEventTimeWindows.of(Time.milliseconds(10))).process(
        AllContents(), Types.STRING()), (PAIR,), A_DAY),
]  # fmt: skip
