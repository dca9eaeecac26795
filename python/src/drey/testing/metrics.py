"""Metrics that a test can read."""

from __future__ import annotations

from collections.abc import Callable

from pyflink.metrics import Counter, Distribution, Meter, MetricGroup


class _Count(Counter, Meter):  # type: ignore[misc] # PyFlink's classes are untyped
    """A counter, or a meter: either is a number that only events change."""

    def __init__(self) -> None:
        self._count = 0

    def inc(self, n: int = 1) -> None:
        self._count += n

    def dec(self, n: int = 1) -> None:
        self._count -= n

    def mark_event(self, value: int = 1) -> None:
        self._count += value

    def get_count(self) -> int:
        return self._count


class _Values(Distribution):  # type: ignore[misc]
    """A distribution that keeps all it was given."""

    def __init__(self) -> None:
        self.values: list[int] = []

    def update(self, value: int) -> None:
        self.values.append(value)


class Metrics:
    """All metrics of one operator by their names with the names of their groups, ``kinesisanalytics.rejected``."""

    def __init__(self) -> None:
        self.counts: dict[str, _Count] = {}
        self.gauges: dict[str, Callable[[], int]] = {}
        self.distributions: dict[str, _Values] = {}

    def root(self) -> MetricGroup:
        """The group that the operator's function gets."""
        return _Group(self, ())


class _Group(MetricGroup):  # type: ignore[misc]
    """A metric group. The same name is the same metric, as in a worker."""

    def __init__(self, metrics: Metrics, path: tuple[str, ...]) -> None:
        self._metrics = metrics
        self._path = path

    def add_group(self, name: str, extra: str | None = None) -> MetricGroup:
        more = (name,) if extra is None else (name, extra)
        return _Group(self._metrics, self._path + more)

    def counter(self, name: str) -> Counter:
        return self._metrics.counts.setdefault(self._full(name), _Count())

    def meter(self, name: str, time_span_in_seconds: int = 60) -> Meter:
        return self._metrics.counts.setdefault(self._full(name), _Count())

    def gauge(self, name: str, obj: Callable[[], int]) -> None:
        self._metrics.gauges[self._full(name)] = obj

    def distribution(self, name: str) -> Distribution:
        return self._metrics.distributions.setdefault(self._full(name), _Values())

    def _full(self, name: str) -> str:
        return ".".join((*self._path, name))
