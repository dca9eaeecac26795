"""The harness: a piece of a pipeline, and what a test does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from pyflink.common.typeinfo import TypeInformation
from pyflink.datastream import OutputTag

from drey.testing.clock import AFTER_ALL, BEFORE_ALL
from drey.testing.operators import Keyed, Operator, Outlet, Stateless
from drey.testing.streams import Plan, Stream
from drey.testing.timers import Domain, Timer


@dataclass(frozen=True)
class Element:
    """A value with its timestamp; ``BEFORE_ALL`` is what PyFlink gives for none."""

    value: Any
    timestamp: int


class _Captured:
    """What came out somewhere."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.watermarks: list[int] = []
        self._seen = 0

    def element(self, value: Any, timestamp: int) -> None:
        self.elements.append(Element(value, timestamp))

    def watermark(self, time: int) -> None:
        self.watermarks.append(time)

    def new(self) -> list[Element]:
        """What was not asked for yet."""
        new = self.elements[self._seen :]
        self._seen = len(self.elements)
        return new


class Harness:
    """Runs a piece of a PyFlink pipeline in the test's own thread, without JVM and without cluster.

    The piece is the function that builds it, with PyFlink's own calls: it takes one stream for each input type and
    returns a stream. ::

        words = Harness(lambda words: words.key_by(lambda word: word).process(CountUntilQuiet()), Types.STRING())
        words.element("a", 0).element("a", 10).watermark(110)
        assert words.output() == ["a=2"]

    Operators run PyFlink's code. Each element becomes bytes of its declared type and a value again between any two of
    them, and so does all state. Processing time stands at 0 until it is moved. Everything runs at parallelism 1.

    :param build: from streams to a stream
    :param inputs: the type of each input
    :param side_outputs: the tags of the side outputs of the stream that ``build`` returns, those that the pipeline asks
        for by ``get_side_output``. What a function sends to any other tag goes wrong here as it does there.
    """

    def __init__(
        self,
        build: Callable[..., Any],
        *inputs: TypeInformation,
        side_outputs: Sequence[OutputTag] = (),
    ) -> None:
        self._plan = Plan()
        self._inputs = [Outlet(f"input {number}", declared) for number, declared in enumerate(inputs, start=1)]
        self._at = [BEFORE_ALL] * len(inputs)
        streams = [Stream(self._plan, outlet, declared) for outlet, declared in zip(self._inputs, inputs, strict=True)]
        result = build(*streams)
        if not isinstance(result, Stream):
            raise TypeError(f"what builds the pipeline has to return a stream without keys, and returned {result!r}")
        self._main = _Captured()
        result._outlet.to(self._main)
        self._sides = {tag.tag_id: _Captured() for tag in side_outputs}
        for tag in side_outputs:
            result.get_side_output(tag)._outlet.to(self._sides[tag.tag_id])
        self._opened = False
        self._closed = False

    # What happens

    def element(self, value: Any, timestamp: int = BEFORE_ALL, *, input: int = 1) -> Harness:  # noqa: A002
        """Gives an element, and runs all that it leads to.

        :param timestamp: its event time in milliseconds
        :param input: which input it comes in by, counted from 1
        """
        self.open()
        self._inputs[input - 1].element(value, timestamp)
        return self

    def elements(self, *values: Any) -> Harness:
        """Gives elements without timestamps to the only input."""
        for value in values:
            self.element(value)
        return self

    def watermark(self, time: int, *, input: int | None = None) -> Harness:  # noqa: A002
        """Gives a watermark, and fires the timers that it reaches.

        :param time: no element with an earlier timestamp is expected any more
        :param input: which input it comes in by; all, when nothing is said
        """
        self.open()
        numbers = range(len(self._inputs)) if input is None else [input - 1]
        for number in numbers:
            if time > self._at[number]:
                self._at[number] = time
                self._inputs[number].watermark(time)
        return self

    def processing_time(self, time: int) -> Harness:
        """Moves the clock, and fires the timers that it passes, each at its own time."""
        self.open()
        while True:
            due = [(at, operator) for operator in self._plan.operators if (at := _earliest(operator)) is not None]
            at, operator = min(due, key=lambda each: each[0], default=(time, None))
            if operator is None or at > time:
                break
            self._plan.clock.move(max(at, self._plan.clock.now()))
            operator.fire(Domain.PROCESSING_TIME, at)
        self._plan.clock.move(time)
        return self

    def end(self) -> Harness:
        """Ends all inputs: the last watermark, then the functions are closed. Processing-time timers do not fire."""
        self.watermark(AFTER_ALL)
        self.close()
        return self

    # What came of it

    def output(self) -> list[Any]:
        """The values that came out since this was last asked."""
        return [element.value for element in self._main.new()]

    def output_elements(self) -> list[Element]:
        """The same with timestamps."""
        return self._main.new()

    def side_output(self, tag: OutputTag | str) -> list[Any]:
        """The values of a side output that came out since this was last asked."""
        name = tag if isinstance(tag, str) else tag.tag_id
        if name not in self._sides:
            raise LookupError(f"'{name}' is not among the harness's side_outputs: {sorted(self._sides)}")
        return [element.value for element in self._sides[name].new()]

    def watermarks(self) -> list[int]:
        """All watermarks that came out."""
        return list(self._main.watermarks)

    def state(self, name: str, key: Any, *, window: Any = None, operator: str | None = None) -> Any:
        """What lies in the state of a key: a value, a list, a dict, a reduction, an aggregate's result.

        :param window: of state that belongs to a window
        :param operator: the operator's uid or name, where several have state of this name
        """
        found = self._one(name, operator, [each for each in self._keyed() if name in each.states])
        return found.states.look(name, key, window)

    def broadcast_state(self, name: str, *, operator: str | None = None) -> dict[Any, Any]:
        """What lies in a broadcast state."""
        having = [
            each
            for each in self._plan.operators
            if isinstance(each, (Keyed, Stateless)) and each.broadcast.named(name) is not None
        ]
        state = self._one(name, operator, having).broadcast.named(name)
        return {} if state is None else dict(state.decoded())

    def event_timers(self) -> list[Timer]:
        """The event-time timers that have not fired, the next one first."""
        return self._timers(Domain.EVENT_TIME)

    def processing_timers(self) -> list[Timer]:
        """The processing-time timers that have not fired, the next one first."""
        return self._timers(Domain.PROCESSING_TIME)

    def counter(self, name: str, *, operator: str | None = None) -> int:
        """A counter's or a meter's count, by its name with its groups' names: ``kinesisanalytics.rejected``."""
        self._ready()
        having = [each for each in self._plan.operators if name in each.metrics.counts]
        count: int = self._one(name, operator, having).metrics.counts[name].get_count()
        return count

    def gauge(self, name: str, *, operator: str | None = None) -> int:
        """What a gauge shows now."""
        self._ready()
        having = [each for each in self._plan.operators if name in each.metrics.gauges]
        shown: int = self._one(name, operator, having).metrics.gauges[name]()
        return shown

    def distribution(self, name: str, *, operator: str | None = None) -> list[int]:
        """All values that a distribution was given."""
        self._ready()
        having = [each for each in self._plan.operators if name in each.metrics.distributions]
        return list(self._one(name, operator, having).metrics.distributions[name].values)

    # Its life

    def open(self) -> Harness:
        """Opens the functions, if that was not done: the last ones first. The first event does it by itself."""
        if self._closed:
            raise RuntimeError("this harness has ended")
        if not self._opened:
            self._opened = True
            for operator in reversed(self._plan.operators):
                operator.open()
        return self

    def close(self) -> None:
        """Closes the functions."""
        if self._opened and not self._closed:
            for operator in self._plan.operators:
                operator.close()
        self._closed = True

    def __enter__(self) -> Harness:
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self) -> None:
        """What was ended can still be looked at."""
        if not self._closed:
            self.open()

    def _keyed(self) -> Iterator[Keyed]:
        return (each for each in self._plan.operators if isinstance(each, Keyed))

    def _timers(self, domain: Domain) -> list[Timer]:
        waiting = [timer for each in self._keyed() for timer in each.timers.waiting(domain)]
        return sorted(waiting, key=lambda timer: timer.time)

    def _one(self, name: str, operator: str | None, having: Sequence[Any]) -> Any:
        """The only operator that has something of this name."""
        chosen = [each for each in having if operator is None or operator in (each.uid, each.name)]
        if len(chosen) == 1:
            return chosen[0]
        known = [each.uid or each.name for each in (having if having else self._plan.operators)]
        what = f"'{name}'" if operator is None else f"'{name}' in '{operator}'"
        raise LookupError(f"{len(chosen)} operators have {what}; these {'have it' if having else 'exist'}: {known}")


def _earliest(operator: Operator) -> int | None:
    return operator.earliest(Domain.PROCESSING_TIME)
