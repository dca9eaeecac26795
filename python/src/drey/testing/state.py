"""Keyed and broadcast state in memory, behind the interfaces that PyFlink's workers use."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pyflink.datastream.state import MapStateDescriptor, OperatorStateStore
from pyflink.fn_execution.internal_state import (
    InternalAggregatingState,
    InternalBroadcastState,
    InternalListState,
    InternalMapState,
    InternalReadOnlyBroadcastState,
    InternalReducingState,
    InternalValueState,
)

from drey.testing.cells import ListCells, MapCells, Place, TimeToLive
from drey.testing.types import Coder, of_descriptor, of_state

#: Says where the values of the current key lie.
Whereabouts = Callable[[bytes], Place]


class _Scoped:
    """The part that all keyed state has: a name, and a namespace (the window, if there are windows)."""

    def __init__(self, name: str, encode_namespace: Callable[[Any], bytes], place: Whereabouts) -> None:
        self.name = name
        self._encode_namespace = encode_namespace
        self._whereabouts = place
        self._namespace = b""

    def set_current_namespace(self, namespace: Any) -> None:
        self._namespace = self._encode_namespace(namespace)

    @contextmanager
    def looked_at(self, namespace: Any) -> Iterator[None]:
        """While this lasts, reading leaves no trace."""
        before = self._namespace
        self.set_current_namespace(namespace)
        self._life.looked_at = True
        yield
        self._life.looked_at = False
        self._namespace = before

    def contents(self) -> Any:
        """All of the current key's state, as plain Python."""
        raise NotImplementedError

    @property
    def _life(self) -> TimeToLive:
        raise NotImplementedError

    def forget_namespace(self) -> None:
        """Another key begins without one."""
        self._namespace = b""

    def _place(self) -> Place:
        return self._whereabouts(self._namespace)

    def _what(self) -> str:
        return f"state '{self.name}'"


class _Listed(_Scoped):
    """State that is kept as a list of values."""

    def __init__(self, scope: _Scoped, cells: ListCells, coder: Coder) -> None:
        super().__init__(scope.name, scope._encode_namespace, scope._whereabouts)
        self._cells = cells
        self._coder = coder

    def clear(self) -> None:
        self._cells.replace(self._place(), [])

    @property
    def _life(self) -> TimeToLive:
        return self._cells.life

    def _decode(self, encoded: bytes | None) -> Any:
        return None if encoded is None else self._coder.decode(encoded)

    def _all(self) -> list[Any]:
        return [self._decode(each) for each in self._cells.read(self._place())]

    def _one(self) -> Any:
        return next(iter(self._all()), None)

    def _set(self, *values: Any) -> None:
        self._cells.write(self._place(), [self._coder.encode(value, self._what()) for value in values])

    def merge_namespaces(self, target: Any, sources: Collection[Any]) -> None:
        self.set_current_namespace(target)
        into = self._place()
        cells = self._cells.take(into)
        for source in sources:
            cells += self._cells.take(self._whereabouts(self._encode_namespace(source)))
        self._cells.replace(into, cells)

    def _warn_of_loss(self) -> None:
        """A worker puts the merged values beside each other, and sees the first one only."""
        if len(self._all()) > 1:
            warnings.warn(
                "windows were merged that both had a value: PyFlink's workers keep the first one and lose the other."
                " Use process or apply with windows that merge, not reduce or aggregate",
                LossWarning,
                stacklevel=2,
            )


class LossWarning(UserWarning):
    """PyFlink drops something here, and so does the harness."""


class Value(_Listed, InternalValueState):  # type: ignore[misc] # PyFlink's classes are untyped
    """A value."""

    def value(self) -> Any:
        return self._one()

    contents = value

    def update(self, value: Any) -> None:
        self._set(value)


class _Seen:
    """What a list state gives: it can be gone through, again too, and nothing else, as in a worker."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)


class List(_Listed, InternalListState):  # type: ignore[misc]
    """A list."""

    def get(self) -> Iterable[Any]:
        return _Seen(self._all())

    def contents(self) -> list[Any]:
        return self._all()

    def add(self, value: Any) -> None:
        self._cells.append(self._place(), self._coder.encode(value, self._what()))

    def add_all(self, values: Iterable[Any]) -> None:
        for value in values:
            self.add(value)

    def update(self, values: Iterable[Any]) -> None:
        self._set(*values)


class Reducing(_Listed, InternalReducingState):  # type: ignore[misc]
    """A value that a function reduces into."""

    def __init__(self, scope: _Scoped, cells: ListCells, coder: Coder, function: Any) -> None:
        super().__init__(scope, cells, coder)
        self._function = function

    def get(self) -> Any:
        return self._one()

    contents = get

    def add(self, value: Any) -> None:
        current = self._one()
        self._set(value if current is None else self._function.reduce(current, value))

    def merge_namespaces(self, target: Any, sources: Collection[Any]) -> None:
        super().merge_namespaces(target, sources)
        self._warn_of_loss()


class Aggregating(_Listed, InternalAggregatingState):  # type: ignore[misc]
    """An accumulator."""

    def __init__(self, scope: _Scoped, cells: ListCells, coder: Coder, function: Any) -> None:
        super().__init__(scope, cells, coder)
        self._function = function

    def get(self) -> Any:
        accumulator = self._one()
        return None if accumulator is None else self._function.get_result(accumulator)

    contents = get

    def add(self, value: Any) -> None:
        if value is None:
            self.clear()
            return
        accumulator = self._one()
        if accumulator is None:
            accumulator = self._function.create_accumulator()
        self._set(self._function.add(value, accumulator))

    def merge_namespaces(self, target: Any, sources: Collection[Any]) -> None:
        super().merge_namespaces(target, sources)
        self._warn_of_loss()


class _Removable:
    """An iterator over a map that can remove where it stands, and notices any other change."""

    def __init__(self, entries: MapEntries, give: Callable[[Any, Any], Any]) -> None:
        self._map = entries
        self._changes = entries.changes
        self._inside = iter(list(entries.decoded()))
        self._give = give
        self._last: list[Any] = []

    def __iter__(self) -> _Removable:
        return self

    def __next__(self) -> Any:
        self._check()
        key, value = next(self._inside)
        self._last = [key]
        return self._give(key, value)

    def remove(self) -> None:
        """Removes what was given last."""
        self._check()
        if not self._last:
            raise RuntimeError("there is nothing to remove before the first next()")
        self._map.remove(self._last.pop())
        self._changes = self._map.changes

    def _check(self) -> None:
        if self._changes != self._map.changes:
            raise RuntimeError("a map state may not be changed while it is gone through, but by remove()")


class MapEntries:
    """The entries of a map state, keyed or broadcast."""

    def __init__(self, cells: MapCells, place: Callable[[], Place], coders: tuple[Coder, Coder], what: str) -> None:
        self._cells = cells
        self._place = place
        self._key_coder, self._value_coder = coders
        self._what = what
        self.changes = 0

    def get(self, key: Any) -> Any:
        cell = self._cells.read(self._place(), self._encoded(key))
        return None if cell is None or cell.encoded is None else self._value_coder.decode(cell.encoded)

    def put(self, key: Any, value: Any) -> None:
        encoded = None if value is None else self._value_coder.encode(value, self._what)
        self._cells.write(self._place(), self._encoded(key), encoded)
        self.changes += 1

    def put_all(self, entries: Any) -> None:
        for entry in entries:
            try:
                key, value = entry
            except (TypeError, ValueError) as cause:
                raise TypeError(
                    f"{self._what}: put_all goes through pairs in a PyFlink worker, whatever its documentation says:"
                    " give it the .items() of a dict"
                ) from cause
            self.put(key, value)

    def remove(self, key: Any) -> None:
        self._cells.remove(self._place(), self._encoded(key))
        self.changes += 1

    def contains(self, key: Any) -> bool:
        return self.get(key) is not None

    def is_empty(self) -> bool:
        return next(self._cells.entries(self._place()), None) is None

    def clear(self) -> None:
        self._cells.clear(self._place())
        self.changes += 1

    def items(self) -> Iterator[tuple[Any, Any]]:
        return _Removable(self, lambda key, value: (key, value))

    def keys(self) -> Iterator[Any]:
        return _Removable(self, lambda key, value: key)

    def values(self) -> Iterator[Any]:
        return _Removable(self, lambda key, value: value)

    def decoded(self) -> Iterator[tuple[Any, Any]]:
        """Each entry, as new values."""
        for key, cell in self._cells.entries(self._place()):
            value = None if cell.encoded is None else self._value_coder.decode(cell.encoded)
            yield self._key_coder.decode(key), value

    def _encoded(self, key: Any) -> bytes:
        return self._key_coder.encode(key, f"key of {self._what}")


class Map(_Scoped, MapEntries, InternalMapState):  # type: ignore[misc]
    """A map."""

    def __init__(self, scope: _Scoped, cells: MapCells, coders: tuple[Coder, Coder]) -> None:
        _Scoped.__init__(self, scope.name, scope._encode_namespace, scope._whereabouts)
        MapEntries.__init__(self, cells, lambda: _Scoped._place(self), coders, f"state '{scope.name}'")

    @property
    def _life(self) -> TimeToLive:
        return self._cells.life

    def contents(self) -> dict[Any, Any]:
        return dict(self.decoded())


class ReadOnlyBroadcast(InternalReadOnlyBroadcastState):  # type: ignore[misc]
    """What the side that is not broadcast sees."""

    def __init__(self, entries: MapEntries) -> None:
        self._entries = entries

    def get(self, key: Any) -> Any:
        return self._entries.get(key)

    def contains(self, key: Any) -> bool:
        return self._entries.contains(key)

    def is_empty(self) -> bool:
        return self._entries.is_empty()

    def clear(self) -> None:
        self._entries.clear()

    def items(self) -> Iterator[tuple[Any, Any]]:
        return self._entries.items()

    def keys(self) -> Iterator[Any]:
        return self._entries.keys()

    def values(self) -> Iterator[Any]:
        return self._entries.values()


class Broadcast(MapEntries, InternalBroadcastState):  # type: ignore[misc]
    """A broadcast state."""

    def to_read_only_broadcast_state(self) -> ReadOnlyBroadcast:
        return ReadOnlyBroadcast(self)


class BroadcastStates(OperatorStateStore):  # type: ignore[misc]
    """The broadcast states of one operator."""

    def __init__(self, cells: Callable[[], MapCells]) -> None:
        self._cells = cells
        self._states: dict[str, Broadcast] = {}

    def get_broadcast_state(self, state_descriptor: MapStateDescriptor) -> Broadcast:
        name = state_descriptor.name
        if name not in self._states:
            coder = of_descriptor(state_descriptor)
            coders = (of_state(coder._key_coder), of_state(coder._value_coder))
            self._states[name] = Broadcast(self._cells(), lambda: (b"", b""), coders, f"broadcast state '{name}'")
        return self._states[name]

    def named(self, name: str) -> Broadcast | None:
        """The state of this name, if there is one."""
        return self._states.get(name)
