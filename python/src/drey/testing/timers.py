"""Timers of keyed operators, registered through PyFlink's own timer service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from drey.testing.clock import Clock


class Domain(IntEnum):
    """Which time a timer waits for, by the number that PyFlink's workers use."""

    EVENT_TIME = 0
    PROCESSING_TIME = 1


@dataclass(frozen=True)
class Timer:
    """A timer that has not fired."""

    key: Any
    time: int


@dataclass(frozen=True)
class _Registered:
    """A timer with all that makes it the same as another one."""

    time: int
    encoded_key: bytes
    namespace: bytes


@dataclass(frozen=True)
class Due:
    """A timer whose time has come, as a worker is told of it."""

    domain: Domain
    time: int
    key: Any
    namespace: bytes


class Timers:
    """The timers of one operator.

    PyFlink's timer service writes each registration to a coder that leads to the JVM. This stands in for that coder
    and keeps what a JVM would keep.
    """

    def __init__(self, encode_key: Any) -> None:
        self._encode_key = encode_key
        self._keys: dict[bytes, Any] = {}
        self._waiting: dict[Domain, dict[_Registered, int]] = {domain: {} for domain in Domain}
        self._registered = 0

    def attach(self, service: Any, clock: Clock) -> None:
        """Takes the place of the JVM beside one of PyFlink's timer services."""
        service.add_timer_info(_TimerInfo(self))
        service.current_processing_time = clock.now

    def waiting(self, domain: Domain) -> list[Timer]:
        """What has not fired, in the order in which it would."""
        return [Timer(self._keys[each.encoded_key][0], each.time) for each in self._in_order(domain)]

    def earliest(self, domain: Domain) -> int | None:
        """The time of the next timer."""
        return min((each.time for each in self._waiting[domain]), default=None)

    def take(self, domain: Domain, until: int) -> list[Due]:
        """Takes out the timers that are due, the first one first."""
        due = [each for each in self._in_order(domain) if each.time <= until]
        for each in due:
            del self._waiting[domain][each]
        return [Due(domain, each.time, self._keys[each.encoded_key], each.namespace) for each in due]

    def _in_order(self, domain: Domain) -> list[_Registered]:
        waiting = self._waiting[domain]
        return sorted(waiting, key=lambda each: (each.time, waiting[each]))

    def write(self, operation: int, time: int, key: Any, namespace: bytes) -> None:
        """Registers or deletes, as PyFlink numbers it: events, processing, then the same to delete."""
        domain = Domain(operation % 2)
        encoded = self._encode_key(key)
        self._keys[encoded] = key
        timer = _Registered(time, encoded, namespace)
        if operation >= len(Domain):
            self._waiting[domain].pop(timer, None)
        elif timer not in self._waiting[domain]:
            self._registered += 1
            self._waiting[domain][timer] = self._registered


class _TimerInfo:
    """What a PyFlink operation gets to write timers to; stands for the coders and streams inside it as well."""

    def __init__(self, timers: Timers) -> None:
        self._timers = timers
        self.timer_coder_impl = self
        self.output_stream = None
        self._key_coder_impl = self
        self._value_coder = self
        self._output_stream = self

    def encode_to_stream(self, timer: Any, _stream: object, _nested: bool) -> None:
        operation, _watermark, time, key, namespace = timer.user_key
        self._timers.write(operation, time, key, namespace)

    def maybe_flush(self) -> None:
        """Nothing is held back here."""
