"""What a test can do with the harness, and what it is told when something is wrong."""

import threading
from datetime import datetime
from decimal import Decimal

import pytest
from pyflink.common import Instant, Row, Time, Types
from pyflink.datastream import OutputTag
from pyflink.datastream.functions import KeyedProcessFunction, MapFunction, ProcessFunction, RuntimeContext
from pyflink.datastream.state import ListStateDescriptor, MapStateDescriptor, StateTtlConfig, ValueStateDescriptor
from pyflink.datastream.window import EventTimeSessionWindows, TimeWindow, TumblingProcessingTimeWindows

from drey.testing import AFTER_ALL, BEFORE_ALL, Element, Harness, LossWarning, Timer, UnsupportedError, WrongTypeError
from scenarios import (
    LATE,
    PAIR,
    RULES,
    Contents,
    Counting,
    QuietFor,
    Ruled,
    TaggedTimers,
    Totals,
    added,
    first,
    tumbling,
)


def quiet(milliseconds=10):
    return Harness(lambda s: s.key_by(first, Types.STRING()).process(QuietFor(milliseconds)), PAIR)


def test_output_is_what_is_new():
    words = Harness(lambda s: s.map(len, Types.INT()), Types.STRING())

    assert words.elements("a", "bc").output() == [1, 2]
    assert words.output() == []
    assert words.element("def", 7).output_elements() == [Element(3, 7)]


def test_timers_are_seen_and_fire_in_order():
    words = quiet().element(("a", 1), 0).element(("b", 1), 5).element(("a", 2), 3)

    assert words.event_timers() == [Timer("a", 13), Timer("b", 15)]
    assert words.watermark(14).output() == ["a=2 EVENT_TIME 13 13"]
    assert words.event_timers() == [Timer("b", 15)]
    assert words.end().output() == ["b=1 EVENT_TIME 15 15"]


def test_state_is_seen_by_name_and_key():
    totals = Harness(lambda s: s.key_by(first, Types.STRING()).process(Totals()), PAIR)

    totals.elements(("a", 1), ("a", 4), ("b", 2))

    assert totals.state("largest", "a") == 4
    assert totals.state("mean", "a") == 2.5
    assert totals.state("times", "a") == {1: "a", 4: "a"}
    assert totals.state("all", "b") == [2]
    assert totals.state("largest", "nobody") is None
    assert totals.state("all", "nobody") == []


def test_looking_at_state_changes_nothing_for_the_function():
    counts = Harness(lambda s: s.key_by(first, Types.STRING()).map(Counting(), Types.STRING()), PAIR)

    counts.element(("a", 1))
    assert counts.state("count", "b") is None

    assert counts.element(("a", 1)).output() == ["a1", "a2"]


def test_state_of_a_window_is_seen_while_it_is_open():
    windows = Harness(lambda s: tumbling(s.key_by(first, Types.STRING())).process(Contents()), PAIR)

    windows.element(("a", 1), 3)

    assert windows.state("window-contents", "a", window=TimeWindow(0, 10)) == [("a", 1)]
    assert windows.watermark(9).state("window-contents", "a", window=TimeWindow(0, 10)) == []


def test_a_loss_of_pyflinks_is_told():
    sessions = Harness(
        lambda s: s.key_by(first).window(EventTimeSessionWindows.with_gap(Time.milliseconds(4))).reduce(added), PAIR
    )

    sessions.element(("a", 1), 1).element(("a", 2), 8)
    with pytest.warns(LossWarning, match="lose the other"):
        sessions.element(("a", 3), 4)

    assert sessions.end().output() == [("a", 4)]


def test_the_uid_tells_states_of_one_name_apart():
    both = Harness(
        lambda s: (
            s.key_by(first).map(Counting(), Types.STRING()).uid("one")
            .map(lambda text: (text, 1), PAIR).key_by(first).map(Counting(), Types.STRING()).uid("two")
        ),
        PAIR,
    )  # fmt: skip

    both.element(("a", 1))

    assert both.state("count", "a", operator="one") == 1
    assert both.state("count", "a1", operator="two") == 1
    with pytest.raises(LookupError, match=r"2 operators have 'count'.*'one', 'two'"):
        both.state("count", "a")
    with pytest.raises(LookupError, match="0 operators have 'sum'"):
        both.state("sum", "a")


class Beating(KeyedProcessFunction):
    """A timer of processing time each 10 ms."""

    def process_element(self, value, ctx):
        ctx.timer_service().register_processing_time_timer(ctx.timer_service().current_processing_time() + 10)

    def on_timer(self, timestamp, ctx):
        now = ctx.timer_service().current_processing_time()
        yield f"{ctx.time_domain().name} {timestamp} at {now}"
        ctx.timer_service().register_processing_time_timer(now + 10)


def test_processing_time_stands_still_until_it_is_moved():
    beats = Harness(lambda s: s.key_by(first).process(Beating()), PAIR)

    assert beats.element(("a", 1)).output() == []
    assert beats.processing_time(25).output() == ["PROCESSING_TIME 10 at 10", "PROCESSING_TIME 20 at 20"]
    assert beats.processing_timers() == [Timer("a", 30)]
    with pytest.raises(ValueError, match="cannot go back to 3"):
        beats.processing_time(3)
    assert beats.end().output() == []


def test_windows_of_processing_time_follow_the_clock():
    windows = Harness(
        lambda s: s.key_by(first).window(TumblingProcessingTimeWindows.of(Time.milliseconds(10))).process(Contents()),
        PAIR,
    )

    windows.element(("a", 1)).processing_time(5).element(("a", 2))

    assert windows.processing_time(12).output() == [f"a 0-10 [1, 2] after {BEFORE_ALL}"]


class Remembering(KeyedProcessFunction):
    def __init__(self, life):
        self.life = life

    def open(self, runtime_context):
        value = ValueStateDescriptor("value", Types.INT())
        value.enable_time_to_live(self.life)
        entries = MapStateDescriptor("entries", Types.INT(), Types.INT())
        entries.enable_time_to_live(self.life)
        numbers = ListStateDescriptor("numbers", Types.INT())
        numbers.enable_time_to_live(self.life)
        self.value = runtime_context.get_state(value)
        self.entries = runtime_context.get_map_state(entries)
        self.numbers = runtime_context.get_list_state(numbers)

    def process_element(self, pair, ctx):
        yield self.value.value(), sorted(self.entries.keys()), list(self.numbers.get())
        if pair[1]:
            self.value.update(pair[1])
            self.entries.put(pair[1], pair[1])
            self.numbers.add(pair[1])


def remembering(life):
    return Harness(lambda s: s.key_by(first).process(Remembering(life.build())), PAIR)


def life():
    return StateTtlConfig.new_builder(Time.milliseconds(10))


def test_state_expires():
    harness = remembering(life())

    harness.element(("a", 1)).processing_time(5).element(("a", 2)).processing_time(9).element(("a", 0))
    assert harness.output()[-1] == (2, [1, 2], [1, 2])
    harness.processing_time(10).element(("a", 0))
    assert harness.output() == [(2, [2], [2])]
    harness.processing_time(15).element(("a", 0))
    assert harness.output() == [(None, [], [])]


def test_reading_keeps_state_alive_where_that_is_asked_for():
    harness = remembering(life().update_ttl_on_read_and_write())

    harness.element(("a", 1)).processing_time(9).element(("a", 0)).processing_time(18).element(("a", 0))

    assert harness.output()[-1] == (1, [1], [1])


def test_a_test_that_looks_does_not_keep_state_alive():
    harness = remembering(life().update_ttl_on_read_and_write()).element(("a", 1)).processing_time(9)

    assert harness.state("value", "a") == 1

    assert harness.processing_time(10).state("value", "a") is None


def test_expired_state_is_seen_once_where_that_is_asked_for():
    harness = remembering(life().return_expired_if_not_cleaned_up())

    harness.element(("a", 1)).processing_time(50).element(("a", 0)).element(("a", 0))

    assert harness.output()[1:] == [(1, [1], [1]), (None, [], [])]


def test_watermarks_of_two_inputs_are_combined():
    both = Harness(lambda a, b: a.union(b).process(Watermark()), Types.INT(), Types.INT())

    both.watermark(5, input=1).element(1)
    both.watermark(3, input=2).element(1, input=2)
    both.watermark(9)

    assert both.output() == [BEFORE_ALL, 3]
    assert both.watermarks() == [3, 9]
    assert both.end().watermarks() == [3, 9, AFTER_ALL]


class Watermark(ProcessFunction):
    def process_element(self, value, ctx):
        yield ctx.timer_service().current_watermark()


def test_broadcast_state_is_seen():
    ruled = Harness(
        lambda a, b: a.key_by(first, Types.STRING()).connect(b.broadcast(RULES)).process(Ruled()), PAIR, PAIR
    )

    ruled.element(("a", 2), input=2).element(("a", 3), 1)

    assert ruled.broadcast_state("rules") == {"a": 2}
    assert ruled.state("waiting", "a") == [3]
    assert ruled.watermark(100).output() == ["a 3 of [('a', 2)]"]


class Measured(MapFunction):
    def open(self, runtime_context: RuntimeContext):
        group = runtime_context.get_metrics_group().add_group("a", "b")
        self.last = 0
        self.count = group.counter("count")
        self.sizes = group.distribution("sizes")
        self.rate = group.meter("rate")
        group.gauge("last", lambda: self.last)

    def map(self, value):
        self.last = value
        self.count.inc(2)
        self.count.dec()
        self.sizes.update(value)
        self.rate.mark_event(3)
        return self.count.get_count()


def test_metrics_are_read_by_name():
    measured = Harness(lambda s: s.map(Measured(), Types.LONG()).name("measured"), Types.INT())

    assert measured.counter("a.b.count") == 0
    assert measured.elements(5, 7).output() == [1, 2]

    assert measured.end().counter("a.b.count", operator="measured") == 2
    assert measured.counter("a.b.rate") == 6
    assert measured.gauge("a.b.last") == 7
    assert measured.distribution("a.b.sizes") == [5, 7]


def test_late_elements_that_are_dropped_are_counted():
    windows = Harness(lambda s: tumbling(s.key_by(first)).process(Contents()), PAIR)

    windows.element(("a", 1), 1).watermark(20).element(("a", 2), 2)

    assert windows.counter("numLateRecordsDropped") == 1


@pytest.mark.parametrize(
    ("declared", "wrong"),
    [(Types.STRING(), 5), (Types.INT(), "5"), (Types.INT(), 2**40), (PAIR, ("a",)), (Types.LONG(), None)],
    ids=str,
)
def test_output_of_another_type_than_declared_is_refused(declared, wrong):
    harness = Harness(lambda s: s.map(lambda _: wrong, declared).name("wrong"), Types.INT())

    with pytest.raises(WrongTypeError, match="output of 'wrong'"):
        harness.element(1)


def test_every_type_of_pyflinks_goes_through():
    typed = Types.ROW(
        [
            Types.TUPLE([Types.BYTE(), Types.SHORT(), Types.BOOLEAN(), Types.FLOAT(), Types.DOUBLE()]),
            Types.ROW([Types.BIG_DEC(), Types.INSTANT(), Types.SQL_DATE(), Types.SQL_TIME(), Types.SQL_TIMESTAMP()]),
            Types.MAP(Types.STRING(), Types.LIST(Types.LONG())),
            Types.OBJECT_ARRAY(Types.ROW_NAMED(["n"], [Types.PICKLED_BYTE_ARRAY()])),
            Types.LIST(Types.BYTE()),
        ]
    )
    now = datetime(2024, 2, 29, 12, 30, 15, 250_000)
    value = Row(
        (-1, 300, True, 0.5, 0.1),
        Row(Decimal("1.50"), Instant(7, 8), now.date(), now.time(), now),
        {"a": [1, 2**40], "b": None},
        [Row(n={"any": "thing"}), None],
        b"ab",
    )

    (came,) = Harness(lambda s: s.map(lambda x: x, typed), typed).element(value).output()

    assert [came[0], *came[1], *list(came)[2:]] == [value[0], *value[1], *list(value)[2:]]


def test_state_of_another_type_than_declared_is_refused():
    class Wrong(KeyedProcessFunction):
        def open(self, runtime_context):
            self.state = runtime_context.get_state(ValueStateDescriptor("text", Types.STRING()))

        def process_element(self, value, ctx):
            self.state.update(value[1])

    with pytest.raises(WrongTypeError, match="state 'text': 1 is not a str"):
        Harness(lambda s: s.key_by(first).process(Wrong()), PAIR).element(("a", 1))


def test_state_of_rows_without_names_is_refused_as_a_worker_cannot_have_it():
    class Nameless(KeyedProcessFunction):
        def open(self, runtime_context):
            runtime_context.get_list_state(ListStateDescriptor("rows", Types.ROW([Types.INT()])))

        def process_element(self, value, ctx):
            raise AssertionError

    with pytest.raises(WrongTypeError, match="ROW_NAMED"):
        Harness(lambda s: s.key_by(first).process(Nameless()), PAIR).open()


def test_state_without_keys_is_refused():
    with pytest.raises(Exception, match="only accessible by functions executed on a KeyedStream"):
        Harness(lambda s: s.map(Counting()), PAIR).open()


def test_what_a_function_does_to_a_value_it_has_read_stays_with_it():
    class Changing(KeyedProcessFunction):
        def open(self, runtime_context):
            self.state = runtime_context.get_state(ValueStateDescriptor("list", Types.PICKLED_BYTE_ARRAY()))

        def process_element(self, pair, ctx):
            seen = self.state.value() or []
            if not seen:
                self.state.update(seen)
            seen.append(pair[1])
            yield len(seen)

    harness = Harness(lambda s: s.key_by(first).process(Changing()), PAIR)

    assert harness.elements(("a", 1), ("a", 2)).output() == [1, 1]


def test_a_function_is_copied_as_it_is_on_its_way_to_a_worker():
    seen = []

    harness = Harness(lambda s: s.map(lambda value: seen.append(value)), Types.INT())

    harness.elements(1, 2)
    assert seen == []


def test_a_function_that_cannot_travel_is_refused():
    lock = threading.Lock()

    with pytest.raises(TypeError, match="pickle"):
        Harness(lambda s: s.map(lambda value: lock.locked()), Types.INT())


def test_the_exception_is_the_functions_own():
    with pytest.raises(ZeroDivisionError):
        Harness(lambda s: s.map(lambda value: 1 // value), Types.INT()).element(0)


def test_a_side_output_has_to_be_asked_for():
    declared = Harness(
        lambda s: s.key_by(first, Types.STRING()).process(TaggedTimers(), Types.STRING()), PAIR, side_outputs=[LATE]
    )
    undeclared = Harness(lambda s: s.key_by(first, Types.STRING()).process(TaggedTimers(), Types.STRING()), PAIR)

    assert declared.element(("a", 1), 1).side_output(LATE) == ["side 1"]
    with pytest.raises(LookupError, match="'other' is not among the harness's side_outputs"):
        declared.side_output("other")
    with pytest.raises(WrongTypeError, match="OutputTag"):
        undeclared.element(("a", 1), 1)


def test_a_tag_that_nobody_asks_for_is_refused_beside_others():
    other = OutputTag("other", Types.STRING())
    harness = Harness(lambda s: s.key_by(first).process(TaggedTimers()), PAIR, side_outputs=[other])

    with pytest.raises(LookupError, match="no side output 'late'"):
        harness.element(("a", 1), 1)


def test_what_needs_the_jvm_is_refused():
    with pytest.raises(UnsupportedError, match="has none"):
        Harness(lambda s: s.sink_to(None), Types.INT())
    with pytest.raises(TypeError, match="has to return a stream"):
        Harness(lambda s: s.key_by(first), PAIR)


def test_functions_are_opened_once_and_closed():
    events = Harness(lambda s: s.map(Living()).name("first").map(Living(), Types.STRING()).name("last"), Types.STRING())

    with events:
        events.element("x")
    events.close()

    assert events.output() == ["x open Map open Map"]
    with pytest.raises(RuntimeError, match="has ended"):
        events.element("y")


class Living(MapFunction):
    def open(self, runtime_context):
        assert not hasattr(self, "opened")
        self.opened = "open Map"

    def map(self, value):
        return f"{value} {self.opened}"


def test_the_context_tells_of_one_subtask():
    class Asking(MapFunction):
        def open(self, runtime_context):
            self.told = Row(
                runtime_context.get_number_of_parallel_subtasks(),
                runtime_context.get_index_of_this_subtask(),
                runtime_context.get_job_parameter("some", "default"),
            )

        def map(self, value):
            return self.told

    assert Harness(lambda s: s.map(Asking()), Types.INT()).element(1).output() == [Row(1, 0, "default")]
