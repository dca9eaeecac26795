"""An application's own metrics, where the managed service publishes them, with one line each.

For a class of one's own::

    class Parse(MapFunction):
        def open(self, runtime_context):
            self.lines = ServiceMetrics(runtime_context).counter("lines")

For a function that is nothing but a function::

    lines.map(CountingMap(parse, "lines"), Types.STRING())
    lines.filter(CountingFilter(is_valid, "lines", rejected="invalidLines"))
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pyflink.datastream.functions import FilterFunction, FlatMapFunction, MapFunction, RuntimeContext
from pyflink.metrics import Counter, Meter, MetricGroup

#: The group whose metrics the managed service shows, in its namespace ``AWS/KinesisAnalytics``.
GROUP = "kinesisanalytics"

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")

T = TypeVar("T")


def metric_name(name: str) -> str:
    """A name as it was given, if the service shows metrics of it: letters and digits, a letter first."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not the name of a metric (letters and digits, a letter first): {name}")
    return name


class ServiceMetrics:
    """The metric group that the managed service publishes, inside an operator's own.

    Counters, gauges and meters are shown there; distributions are not.
    """

    def __init__(self, context: RuntimeContext) -> None:
        self._group: MetricGroup = context.get_metrics_group().add_group(GROUP)

    def counter(self, name: str) -> Counter:
        """A number of things that happened."""
        return self._group.counter(metric_name(name))

    def gauge(self, name: str, value: Callable[[], int]) -> None:
        """A number that is asked for when it is shown."""
        self._group.gauge(metric_name(name), value)

    def meter(self, name: str, seconds: int = 60) -> Meter:
        """A rate of events over this many seconds."""
        return self._group.meter(metric_name(name), seconds)


class CountingMap(MapFunction):  # type: ignore[misc] # PyFlink's classes are untyped
    """A map that counts."""

    def __init__(self, function: Callable[[Any], Any], name: str) -> None:
        self._function = function
        self._name = metric_name(name)

    def open(self, runtime_context: RuntimeContext) -> None:
        self._count = ServiceMetrics(runtime_context).counter(self._name)

    def map(self, value: Any) -> Any:
        self._count.inc()
        return self._function(value)


class CountingFlatMap(FlatMapFunction):  # type: ignore[misc]
    """A flat map that counts what comes in."""

    def __init__(self, function: Callable[[Any], Any], name: str) -> None:
        self._function = function
        self._name = metric_name(name)

    def open(self, runtime_context: RuntimeContext) -> None:
        self._count = ServiceMetrics(runtime_context).counter(self._name)

    def flat_map(self, value: Any) -> Any:
        self._count.inc()
        return self._function(value)


class CountingFilter(FilterFunction):  # type: ignore[misc]
    """A filter that counts what comes in, and what does not go on."""

    def __init__(self, function: Callable[[Any], bool], name: str, rejected: str) -> None:
        self._function = function
        self._name = metric_name(name)
        self._rejected = metric_name(rejected)

    def open(self, runtime_context: RuntimeContext) -> None:
        metrics = ServiceMetrics(runtime_context)
        self._count = metrics.counter(self._name)
        self._rejections = metrics.counter(self._rejected)

    def filter(self, value: Any) -> bool:
        self._count.inc()
        if self._function(value):
            return True
        self._rejections.inc()
        return False
