"""Operators: PyFlink's own code around a function, with a test where the JVM would be."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, Protocol

import cloudpickle
from pyflink.common.typeinfo import TypeInformation
from pyflink.fn_execution import flink_fn_execution_pb2
from pyflink.fn_execution.datastream.process.input_handler import _emit_results
from pyflink.fn_execution.datastream.process.operations import extract_stateful_function
from pyflink.fn_execution.datastream.process.process_function import (
    InternalBroadcastProcessFunctionContext,
    InternalBroadcastProcessFunctionReadOnlyContext,
    InternalProcessFunctionContext,
)
from pyflink.fn_execution.datastream.process.timerservice_impl import NonKeyedTimerServiceImpl

from drey.testing.cells import MapCells, TimeToLive
from drey.testing.clock import BEFORE_ALL, Clock
from drey.testing.keyed import Context, KeyedStates
from drey.testing.metrics import Metrics
from drey.testing.state import BroadcastStates
from drey.testing.timers import Domain, Timers
from drey.testing.types import of_elements

#: The kinds of operators with state, as PyFlink numbers them.
Kind = flink_fn_execution_pb2.UserDefinedDataStreamFunction


class Inlet(Protocol):
    """Where elements and watermarks go."""

    def element(self, value: Any, timestamp: int) -> None:
        """Takes an element."""

    def watermark(self, time: int) -> None:
        """Takes a watermark."""


class Outlet:
    """Where elements of one type come out. Each becomes bytes, and a value of its own for whoever is next."""

    def __init__(self, what: str, declared: TypeInformation) -> None:
        self.what = what
        self._coder = of_elements(declared)
        self._inlets: list[Inlet] = []

    def to(self, inlet: Inlet) -> None:
        """Leads there too."""
        self._inlets.append(inlet)

    def element(self, value: Any, timestamp: int) -> None:
        """Sends an element to all."""
        encoded = self._coder.encode(value, self.what)
        for inlet in self._inlets:
            inlet.element(self._coder.decode(encoded), timestamp)

    def watermark(self, time: int) -> None:
        """Sends a watermark to all."""
        for inlet in self._inlets:
            inlet.watermark(time)


class Port:
    """One of the inputs of an operator."""

    def __init__(self, operator: Operator, number: int) -> None:
        self._operator = operator
        self._number = number

    def element(self, value: Any, timestamp: int) -> None:
        """Takes an element."""
        self._operator.element(self._number, value, timestamp)

    def watermark(self, time: int) -> None:
        """Takes a watermark."""
        self._operator.arrived(self._number, time)


class Operator(ABC):
    """One operator at parallelism 1. Its watermark is the smallest of its inputs'."""

    def __init__(self, name: str, output: TypeInformation, inputs: int = 1) -> None:
        self.name = name
        self.uid: str | None = None
        self.metrics = Metrics()
        self.current_watermark = BEFORE_ALL
        self.output_type = output
        self.main = Outlet(f"output of '{name}'", output)
        self.sides: dict[str, Outlet] = {}
        self._arrived = [BEFORE_ALL] * inputs

    def named(self, name: str) -> None:
        """Gives it a name of its own."""
        self.name = name
        self.main.what = f"output of '{name}'"

    def side(self, tag: Any) -> Outlet:
        """The outlet of a side output, from now on a declared one."""
        if tag.tag_id not in self.sides:
            self.sides[tag.tag_id] = Outlet(f"side output '{tag.tag_id}' of '{self.name}'", tag.type_info)
        return self.sides[tag.tag_id]

    def arrived(self, number: int, time: int) -> None:
        """Takes a watermark of one of the inputs."""
        self._arrived[number] = max(self._arrived[number], time)
        combined = min(self._arrived)
        if combined > self.current_watermark:
            self.current_watermark = combined
            self.fire(Domain.EVENT_TIME, combined)
            for outlet in (self.main, *self.sides.values()):
                outlet.watermark(combined)

    def emit(self, results: Iterable[Any]) -> None:
        """Sends on what PyFlink's code gives: rows of timestamp, watermark and value, with a tag if there are any."""
        for result in results:
            outlet = self.main
            row = result
            if self.sides:
                tag, row = result
                outlet = self._outlet(tag)
            outlet.element(row[2], row[0])

    def _outlet(self, tag: str) -> Outlet:
        if tag in self.sides:
            return self.sides[tag]
        if tag:
            raise LookupError(f"'{self.name}' has no side output '{tag}': nobody asks for it by get_side_output")
        return self.main

    @abstractmethod
    def element(self, number: int, value: Any, timestamp: int) -> None:
        """Processes an element of one of the inputs."""

    def open(self) -> None:  # noqa: B027 # not every operator has a function
        """Makes the function ready."""

    def close(self) -> None:  # noqa: B027
        """Ends the function."""

    def fire(self, domain: Domain, until: int) -> None:  # noqa: B027 # nor timers
        """Fires the timers that are due."""

    def earliest(self, domain: Domain) -> int | None:
        """When the next timer is due."""
        return None


class Union(Operator):
    """Several streams as one."""

    def element(self, number: int, value: Any, timestamp: int) -> None:
        self.main.element(value, timestamp)


class Stateless(Operator):
    """An operator without keys: a process function, or one of two inputs, or one with broadcast state."""

    def __init__(self, name: str, function: Any, output: TypeInformation, clock: Clock, inputs: int = 1) -> None:
        super().__init__(name, output, inputs)
        self._function = cloudpickle.loads(cloudpickle.dumps(function))
        self._clock = clock
        self.broadcast = BroadcastStates(lambda: MapCells(TimeToLive(None, clock)))
        self._entries = [self._entry(number) for number in range(inputs)]

    def open(self) -> None:
        if hasattr(self._function, "open"):
            self._function.open(Context(self.name, self.metrics))

    def close(self) -> None:
        if hasattr(self._function, "close"):
            self._function.close()

    def element(self, number: int, value: Any, timestamp: int) -> None:
        process, context = self._entries[number]
        context.set_timestamp(timestamp)
        context.timer_service().advance_watermark(self.current_watermark)
        self.emit(_emit_results(timestamp, self.current_watermark, process(value, context), bool(self.sides)))

    def _entry(self, number: int) -> tuple[Any, Any]:
        function = self._function
        service = NonKeyedTimerServiceImpl()
        service.current_processing_time = self._clock.now
        if hasattr(function, "process_broadcast_element"):
            if number == 0:
                return function.process_element, _ReadingBroadcast(service, self.broadcast)
            return function.process_broadcast_element, _WritingBroadcast(service, self.broadcast)
        if hasattr(function, "process_element1"):
            process = function.process_element1 if number == 0 else function.process_element2
            return process, InternalProcessFunctionContext(service)
        return function.process_element, InternalProcessFunctionContext(service)


class _WritingBroadcast(InternalBroadcastProcessFunctionContext):  # type: ignore[misc] # PyFlink's classes are untyped
    def timer_service(self) -> Any:
        return self._timer_service


class _ReadingBroadcast(InternalBroadcastProcessFunctionReadOnlyContext):  # type: ignore[misc]
    def timer_service(self) -> Any:
        return self._timer_service


class Keyed(Operator):
    """An operator of keyed streams, windows too: what PyFlink's worker runs, over state and timers of the test."""

    def __init__(
        self, name: str, kind: int, function: Any, types: tuple[TypeInformation, TypeInformation], clock: Clock
    ) -> None:
        key_type, output = types
        self._two_inputs = kind not in (Kind.KEYED_PROCESS, Kind.WINDOW)
        super().__init__(name, output, 2 if self._two_inputs else 1)
        self._kind = kind
        self._payload = cloudpickle.dumps(function)
        self._clock = clock
        self.states = KeyedStates(key_type, clock)
        self.broadcast = BroadcastStates(lambda: MapCells(TimeToLive(None, clock)))
        self.timers = Timers(self.states.encode_key)

    def open(self) -> None:
        description = SimpleNamespace(function_type=self._kind, payload=self._payload, has_side_output=bool(self.sides))
        opening, self._closing, self._process, self._process_timer, service = extract_stateful_function(
            description, Context(self.name, self.metrics, self.states), self.states, self.broadcast
        )
        self.timers.attach(service, self._clock)
        opening()

    def close(self) -> None:
        self._closing()

    def element(self, number: int, value: Any, timestamp: int) -> None:
        data = value
        if self._two_inputs:
            data = (True, value, None) if number == 0 else (False, None, value)
        self.emit(self._process((timestamp, self.current_watermark, data)))

    def fire(self, domain: Domain, until: int) -> None:
        # What a timer registers waits until all that were due have fired: a worker tells of it when their bundle ends.
        while due := self.timers.take(domain, until):
            for each in due:
                self.emit(
                    self._process_timer((int(domain), self.current_watermark, each.time, each.key, each.namespace))
                )

    def earliest(self, domain: Domain) -> int | None:
        return self.timers.earliest(domain)
