"""Streams that a pipeline's own code is handed instead of PyFlink's: the same classes, without the JVM behind them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from pyflink.common import Row
from pyflink.common.typeinfo import RowTypeInfo, TypeInformation
from pyflink.datastream.data_stream import (
    AllWindowedStream,
    BroadcastConnectedStream,
    BroadcastStream,
    ConnectedStreams,
    DataStream,
    KeyedStream,
    WindowedStream,
)
from pyflink.datastream.functions import (
    KeyedProcessFunction,
    KeySelector,
    ProcessFunction,
    ReduceFunction,
    RuntimeContext,
)
from pyflink.datastream.state import ReducingStateDescriptor
from pyflink.datastream.window import (
    CountSlidingWindowAssigner,
    CountTumblingWindowAssigner,
    WindowAssigner,
    WindowOperationDescriptor,
)

from drey.testing.clock import Clock
from drey.testing.operators import Keyed, Kind, Operator, Outlet, Port, Stateless, Union
from drey.testing.types import named, resolved


class UnsupportedError(NotImplementedError):
    """Something of PyFlink that needs the JVM, so that a test cannot have it here."""


class Plan:
    """The operators of a pipeline, each after those that lead to it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.operators: list[Operator] = []

    def add(self, operator: Operator, *inputs: Outlet) -> Stream:
        """Adds an operator. Gives the stream of its main output."""
        self.operators.append(operator)
        for number, outlet in enumerate(inputs):
            outlet.to(Port(operator, number))
        return Stream(self, operator.main, operator.output_type, operator)


class _WithoutJvm:
    """What streams have in common: the place in the plan instead of the object in the JVM."""

    def __init__(self, plan: Plan, outlet: Outlet, declared: TypeInformation, operator: Operator | None = None) -> None:
        self._plan = plan
        self._outlet = outlet
        self._operator = operator
        self._original_data_type_info = named(declared)

    @property
    def _j_data_stream(self) -> Any:
        raise UnsupportedError(
            "this call reaches for the JVM, and drey.testing has none. Sources, sinks and watermark strategies stay"
            " outside of what is tested: elements, timestamps and watermarks come from the test"
        )

    def get_type(self) -> TypeInformation:
        return self._original_data_type_info

    def connect(self, ds: Any) -> Any:
        if isinstance(ds, BroadcastStream):
            return _BroadcastConnected(self, ds, ds.broadcast_state_descriptors)
        return _Connected(self, ds)


class Stream(_WithoutJvm, DataStream):  # type: ignore[misc] # PyFlink's classes are untyped
    """A stream without keys."""

    def process(self, func: ProcessFunction, output_type: Any = None) -> Stream:
        operator = Stateless("Process", func, resolved(output_type), self._plan.clock)
        return self._plan.add(operator, self._outlet)

    #: PyFlink's filter of a stream asks the JVM for the type; that of a keyed stream knows it.
    filter = KeyedStream.filter

    def key_by(self, key_selector: Any, key_type: Any = None) -> KeyedTestStream:
        if not isinstance(key_selector, KeySelector) and not callable(key_selector):
            raise TypeError("key_selector must be a KeySelector or a function")
        key = resolved(key_type)
        pairs = self.process(_AddKey(key_selector), RowTypeInfo([key, self._original_data_type_info]))
        return KeyedTestStream(self, pairs.name("Key"), key)

    def union(self, *streams: Any) -> Stream:
        parts = [self, *(each._values() if isinstance(each, KeyedStream) else each for each in streams)]
        operator = Union("Union", self._original_data_type_info, inputs=len(parts))
        return self._plan.add(operator, *(each._outlet for each in parts))

    def window_all(self, window_assigner: WindowAssigner) -> AllWindowedStream:
        return _AllWindows(self, window_assigner)

    def broadcast(self, broadcast_state_descriptor: Any = None, *others: Any) -> Any:
        if broadcast_state_descriptor is None:
            return self
        return BroadcastStream(self, [broadcast_state_descriptor, *others])

    def get_side_output(self, output_tag: Any) -> Stream:
        if self._operator is None:
            raise UnsupportedError("an input has no side outputs")
        return Stream(self._plan, self._operator.side(output_tag), output_tag.type_info, self._operator)

    def name(self, name: str) -> Stream:
        if self._operator is not None:
            self._operator.named(name)
        return self

    def uid(self, uid: str) -> Stream:
        if self._operator is not None:
            self._operator.uid = uid
        return self

    def _unchanged(self, *_: Any) -> Stream:
        """What decides where an operator runs changes nothing at parallelism 1."""
        return self

    set_parallelism = set_max_parallelism = force_non_parallel = slot_sharing_group = _unchanged
    disable_chaining = start_new_chain = set_buffer_timeout = set_description = set_uid_hash = _unchanged
    shuffle = rescale = rebalance = forward = _unchanged


class KeyedTestStream(_WithoutJvm, KeyedStream):  # type: ignore[misc]
    """A stream with keys."""

    def __init__(self, origin: Stream, pairs: Stream, key_type: TypeInformation) -> None:
        super().__init__(origin._plan, pairs._outlet, origin.get_type())
        self._origin_stream = origin
        self.key_type = key_type

    def process(self, func: KeyedProcessFunction, output_type: Any = None) -> Stream:
        if not isinstance(func, KeyedProcessFunction):
            raise TypeError("KeyedProcessFunction is required for KeyedStream.")
        return self._keyed("Keyed process", Kind.KEYED_PROCESS, func, output_type)

    def reduce(self, func: Any) -> Stream:
        if not isinstance(func, ReduceFunction) and not callable(func):
            raise TypeError("The input must be a ReduceFunction or a callable function")
        declared = self._original_data_type_info
        return self.process(_Reduce(func, declared), declared).name("Reduce")

    def window(self, window_assigner: WindowAssigner) -> WindowedStream:
        return _Windows(self, window_assigner)

    def count_window(self, size: int, slide: int = 0) -> WindowedStream:
        if slide == 0:
            return _Windows(self, CountTumblingWindowAssigner(size))
        return _Windows(self, CountSlidingWindowAssigner(size, slide))

    def windowed(self, descriptor: WindowOperationDescriptor, output_type: Any) -> Stream:
        """Adds the operator of a window."""
        return self._keyed(descriptor.generate_op_name(), Kind.WINDOW, descriptor, output_type)

    def _keyed(self, name: str, kind: int, function: Any, output_type: Any, *more: Outlet) -> Stream:
        types = (self.key_type, resolved(output_type))
        return self._plan.add(Keyed(name, kind, function, types, self._plan.clock), self._outlet, *more)

    def _values(self) -> Stream:
        values: Stream = self.map(lambda value: value, self._original_data_type_info)
        return values.name("Values")


class _Connected(ConnectedStreams):  # type: ignore[misc]
    def key_by(self, key_selector1: Any, key_selector2: Any, key_type: Any = None) -> _Connected:
        return _Connected(self.stream1.key_by(key_selector1, key_type), self.stream2.key_by(key_selector2, key_type))

    def process(self, func: Any, output_type: Any = None) -> Stream:
        if self._is_keyed_stream():
            keyed: KeyedTestStream = self.stream1
            return keyed._keyed("Keyed co-process", Kind.KEYED_CO_PROCESS, func, output_type, self.stream2._outlet)
        plan: Plan = self.stream1._plan
        operator = Stateless("Co-process", func, resolved(output_type), plan.clock, inputs=2)
        return plan.add(operator, self.stream1._outlet, self.stream2._outlet)


class _BroadcastConnected(BroadcastConnectedStream):  # type: ignore[misc]
    def process(self, func: Any, output_type: Any = None) -> Stream:
        stream, broadcast = self.non_broadcast_stream, self.broadcast_stream.input_stream
        if self._is_keyed_stream():
            kind = Kind.KEYED_CO_BROADCAST_PROCESS
            keyed: KeyedTestStream = stream
            return keyed._keyed("Keyed broadcast process", kind, func, output_type, broadcast._outlet)
        plan: Plan = stream._plan
        operator = Stateless("Broadcast process", func, resolved(output_type), plan.clock, inputs=2)
        return plan.add(operator, stream._outlet, broadcast._outlet)


class _WindowResult:
    """What PyFlink's windowed streams get from the JVM otherwise."""

    def get_execution_environment(self) -> None:
        """Triggers take one and do not look at it."""

    def get_input_type(self) -> TypeInformation:
        return self._keyed_stream.get_type()  # type: ignore[attr-defined]

    def _get_result_data_stream(self, function: Any, state: Any, _description: str, output_type: Any) -> Stream:
        windows: Any = self
        assigner = windows._window_assigner
        descriptor = WindowOperationDescriptor(
            assigner,
            windows._window_trigger or assigner.get_default_trigger(None),
            windows._allowed_lateness,
            windows._late_data_output_tag,
            state,
            assigner.get_window_serializer(),
            function,
        )
        result: Stream = windows._keyed_stream.windowed(descriptor, output_type)
        return result


class _Windows(_WindowResult, WindowedStream):  # type: ignore[misc]
    pass


class _AllWindows(_WindowResult, AllWindowedStream):  # type: ignore[misc]
    pass


class _AddKey(ProcessFunction):  # type: ignore[misc]
    """Puts the key beside each element."""

    def __init__(self, selector: KeySelector | Callable[[Any], Any]) -> None:
        self._selector = selector

    def open(self, runtime_context: RuntimeContext) -> None:
        if isinstance(self._selector, KeySelector):
            self._selector.open(runtime_context)

    def close(self) -> None:
        if isinstance(self._selector, KeySelector):
            self._selector.close()

    def process_element(self, value: Any, ctx: ProcessFunction.Context) -> Any:
        selector = self._selector
        yield Row(selector.get_key(value) if isinstance(selector, KeySelector) else selector(value), value)


class _Reduce(KeyedProcessFunction):  # type: ignore[misc]
    """The reduction of a keyed stream so far, with each element."""

    def __init__(self, function: Any, declared: TypeInformation) -> None:
        self._function = function
        self._descriptor = ReducingStateDescriptor(f"_reduce_state{uuid.uuid4()}", function, declared)
        self._state: Any = None

    def open(self, runtime_context: RuntimeContext) -> None:
        if isinstance(self._function, ReduceFunction):
            self._function.open(runtime_context)
        self._state = runtime_context.get_reducing_state(self._descriptor)

    def close(self) -> None:
        if isinstance(self._function, ReduceFunction):
            self._function.close()

    def process_element(self, value: Any, ctx: KeyedProcessFunction.Context) -> Any:
        self._state.add(value)
        yield self._state.get()
