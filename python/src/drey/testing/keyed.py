"""The keyed state of one operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pyflink.common import Row
from pyflink.common.typeinfo import RowTypeInfo, TypeInformation
from pyflink.fn_execution.datastream.process.runtime_context import StreamingRuntimeContext

from drey.testing.cells import ListCells, MapCells, Place, TimeToLive
from drey.testing.clock import Clock
from drey.testing.metrics import Metrics
from drey.testing.state import Aggregating, List, Map, Reducing, Value, _Scoped
from drey.testing.types import of_elements, of_state, refuse_nameless_rows

S = TypeVar("S", bound=_Scoped)


class KeyedStates:
    """Takes the place of the state backend that PyFlink's workers reach over the network.

    Values go in and out as bytes, so that what a function does to a value it has read changes nothing, and a value of
    another type than the declared one is refused where it is written.
    """

    def __init__(self, key_type: TypeInformation, clock: Clock) -> None:
        self._key_coder = of_elements(RowTypeInfo([key_type], ["key"]))
        self._clock = clock
        self._states: dict[str, _Scoped] = {}
        self._coders: dict[str, list[Any]] = {}
        self._key: Any = None
        self._encoded_key = b""
        #: PyFlink's window operation sets both; they are read here.
        self.namespace_coder: Any = None
        self._namespace_coder_impl: Any = None

    def encode_key(self, key: Any) -> bytes:
        """The bytes by which keys are told apart."""
        return self._key_coder.encode(key, "key")

    def set_current_key(self, key: Any) -> None:
        """Turns to the state of another key, a row of one field."""
        self._key = key
        self._encoded_key = self.encode_key(key)
        for state in self._states.values():
            state.forget_namespace()

    def get_current_key(self) -> Any:
        """The key whose state is at hand, a row of one field."""
        return self._key

    def get_value_state(self, name: str, coder: Any, ttl: Any = None) -> Value:
        """A value state, the same one for the same name."""
        return self._state(name, Value, coder, lambda scope, cells: Value(scope, cells, of_state(coder)), ttl)

    def get_list_state(self, name: str, coder: Any, ttl: Any = None) -> List:
        """A list state."""
        return self._state(name, List, coder, lambda scope, cells: List(scope, cells, of_state(coder)), ttl)

    def get_reducing_state(self, name: str, coder: Any, function: Any, ttl: Any = None) -> Reducing:
        """A reducing state."""
        return self._state(
            name, Reducing, coder, lambda scope, cells: Reducing(scope, cells, of_state(coder), function), ttl
        )

    def get_aggregating_state(self, name: str, coder: Any, function: Any, ttl: Any = None) -> Aggregating:
        """An aggregating state."""
        return self._state(
            name, Aggregating, coder, lambda scope, cells: Aggregating(scope, cells, of_state(coder), function), ttl
        )

    def get_map_state(self, name: str, key_coder: Any, value_coder: Any, ttl: Any = None) -> Map:
        """A map state."""
        coders = (of_state(key_coder), of_state(value_coder))
        cells = MapCells(TimeToLive(ttl, self._clock))
        return self._remembered(name, Map, [key_coder, value_coder], lambda scope: Map(scope, cells, coders))

    def __contains__(self, name: str) -> bool:
        """Whether a function has asked for state of this name."""
        return name in self._states

    def look(self, name: str, key: Any, namespace: Any) -> Any:
        """What lies in state. The state does not notice."""
        before = self._key
        state = self._states[name]
        self.set_current_key(Row(key))
        with state.looked_at(namespace):
            found = state.contents()
        if before is not None:
            self.set_current_key(before)
        return found

    def _state(self, name: str, kind: type[S], coder: Any, make: Callable[[_Scoped, ListCells], S], ttl: Any) -> S:
        cells = ListCells(TimeToLive(ttl, self._clock))
        return self._remembered(name, kind, [coder], lambda scope: make(scope, cells))

    def _remembered(self, name: str, kind: type[S], coders: list[Any], make: Callable[[_Scoped], S]) -> S:
        if name not in self._states:
            self._states[name] = make(_Scoped(name, self._encode_namespace, self._place))
            self._coders[name] = coders
        known = self._states[name]
        if not isinstance(known, kind):
            raise TypeError(f"state '{name}' is a {type(known).__name__}, and cannot be a {kind.__name__} as well")
        if self._coders[name] != coders:
            raise TypeError(f"state '{name}' is asked for with two types")
        return known

    def _place(self, namespace: bytes) -> Place:
        return self._encoded_key, namespace

    def _encode_namespace(self, namespace: Any) -> bytes:
        if namespace is None:
            return b""
        encoded: bytes = self._namespace_coder_impl.encode(namespace)
        return encoded


class Context(StreamingRuntimeContext):  # type: ignore[misc] # PyFlink's classes are untyped
    """The runtime context of a function: PyFlink's own, over state and metrics of the test."""

    def __init__(self, name: str, metrics: Metrics, states: KeyedStates | None = None) -> None:
        super().__init__(
            task_name=name,
            task_name_with_subtasks=f"{name} (1/1)",
            number_of_parallel_subtasks=1,
            max_number_of_parallel_subtasks=128,
            index_of_this_subtask=0,
            attempt_number=0,
            job_parameters={},
            metric_group=metrics.root(),
            keyed_state_backend=states,
            in_batch_execution_mode=False,
        )

    def get_state(self, state_descriptor: Any) -> Any:
        refuse_nameless_rows(state_descriptor)
        return super().get_state(state_descriptor)

    def get_list_state(self, state_descriptor: Any) -> Any:
        refuse_nameless_rows(state_descriptor)
        return super().get_list_state(state_descriptor)

    def get_map_state(self, state_descriptor: Any) -> Any:
        refuse_nameless_rows(state_descriptor)
        return super().get_map_state(state_descriptor)

    def get_reducing_state(self, state_descriptor: Any) -> Any:
        refuse_nameless_rows(state_descriptor)
        return super().get_reducing_state(state_descriptor)

    def get_aggregating_state(self, state_descriptor: Any) -> Any:
        refuse_nameless_rows(state_descriptor)
        return super().get_aggregating_state(state_descriptor)
