"""Input that is checked where it comes in: each record that does not pass is counted under its reason.

A validation has the counters that the Java SDK's has, by the same names, so that either application looks alike from
outside. It becomes a filter, a map that only looks, or a process function with dead letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pyflink.datastream import OutputTag
from pyflink.datastream.functions import FilterFunction, MapFunction, ProcessFunction, RuntimeContext

from drey.metrics import ServiceMetrics, metric_name

T = TypeVar("T")

#: What is kept of a rejected record, made of it and the reason.
DeadLetters = Callable[[T, str], Any]


@dataclass(frozen=True)
class Rule(Generic[T]):
    """A predicate and the name of its counter; a rule without a name drops what is no data."""

    holds: Callable[[T], bool]
    reason: str | None


@dataclass(frozen=True)
class Validation(Generic[T]):
    """What a record has to be to go on, as named predicates. The first one that holds rejects it. ::

        VALID = (
            Validation.counting("clicks")
            .reject("missingUser", lambda click: not click.user)
            .reject("invalidTimestamp", lambda click: click.time <= 0)
        )
        valid = clicks.process(VALID.process(REJECTED, Rejected), CLICK).name("validate").uid("validate")
        rejected = valid.get_side_output(REJECTED)

    A validation is immutable; each call gives another one.
    """

    counter: str
    rules: tuple[Rule[T], ...] = ()

    @staticmethod
    def counting(counter: str) -> Validation[Any]:
        """A validation that rejects nothing yet.

        :param counter: the name of the counter of all records, rejected or not
        """
        return Validation(metric_name(counter))

    def reject(self, reason: str, when: Callable[[T], bool]) -> Validation[T]:
        """Rejects records, after what was rejected by the rules before.

        :param reason: why, in letters and digits; no other rule has it
        :param when: holds for what is rejected
        """
        if reason in (self.counter, *self.reasons()):
            raise ValueError(f"there is a counter of this name already: {reason}")
        return self._and(Rule(when, metric_name(reason)))

    def ignore(self, when: Callable[[T], bool]) -> Validation[T]:
        """Lets records vanish that are no data (markers, tombstones): neither counted nor kept.

        :param when: holds for what is dropped
        """
        return self._and(Rule(when, None))

    def reasons(self) -> list[str]:
        """The names of the counters of what is rejected."""
        return [rule.reason for rule in self.rules if rule.reason is not None]

    def rule(self, value: T) -> Rule[T] | None:
        """The first rule that holds. Counts nothing."""
        return next((rule for rule in self.rules if rule.holds(value)), None)

    def reason(self, value: T) -> str | None:
        """Why a record is rejected, if it is. Counts nothing."""
        rule = self.rule(value)
        return None if rule is None else rule.reason

    def open(self, context: RuntimeContext) -> Validator[T]:
        """This validation with its counters, for a function of one's own, which calls this in its ``open``."""
        return Validator(self, ServiceMetrics(context))

    def filter(self) -> FilterFunction:
        """A filter that lets through what passes, and counts."""
        return _ValidatingFilter(self)

    def observe(self) -> MapFunction:
        """A map that lets everything through as it is, and counts: to look first and reject later."""
        return _ObservingMap(self)

    def process(self, tag: OutputTag, letters: DeadLetters[T]) -> ProcessFunction:
        """A process function that lets through what passes, counts, and puts the rest aside.

        :param tag: of the side output
        :param letters: what is kept of a rejected record
        """
        return _ValidatingProcess(self, tag, letters)

    def _and(self, rule: Rule[T]) -> Validation[T]:
        return Validation(self.counter, (*self.rules, rule))


class Validator(Generic[T]):
    """A validation inside one subtask, with its counters."""

    def __init__(self, validation: Validation[T], metrics: ServiceMetrics) -> None:
        self._validation = validation
        self._all = metrics.counter(validation.counter)
        self._rejected = {reason: metrics.counter(reason) for reason in validation.reasons()}

    def judge(self, value: T) -> Rule[T] | None:
        """Judges a record and counts. Gives the rule that stops it, if one does."""
        rule = self._validation.rule(value)
        if rule is not None and rule.reason is None:
            return rule
        self._all.inc()
        if rule is not None and rule.reason is not None:
            self._rejected[rule.reason].inc()
        return rule

    def passes(self, value: T) -> bool:
        """Judges a record and counts."""
        return self.judge(value) is None


class _ValidatingFilter(FilterFunction, Generic[T]):  # type: ignore[misc] # PyFlink's classes are untyped
    """Lets through what passes."""

    def __init__(self, validation: Validation[T]) -> None:
        self._validation = validation

    def open(self, runtime_context: RuntimeContext) -> None:
        self._validator = self._validation.open(runtime_context)

    def filter(self, value: T) -> bool:
        return self._validator.passes(value)


class _ObservingMap(MapFunction, Generic[T]):  # type: ignore[misc]
    """Counts what would be rejected and lets everything through."""

    def __init__(self, validation: Validation[T]) -> None:
        self._validation = validation

    def open(self, runtime_context: RuntimeContext) -> None:
        self._validator = self._validation.open(runtime_context)

    def map(self, value: T) -> T:
        self._validator.judge(value)
        return value


class _ValidatingProcess(ProcessFunction, Generic[T]):  # type: ignore[misc]
    """Lets through what passes and puts the rest among the dead letters."""

    def __init__(self, validation: Validation[T], tag: OutputTag, letters: DeadLetters[T]) -> None:
        self._validation = validation
        self._tag = tag
        self._letters = letters

    def open(self, runtime_context: RuntimeContext) -> None:
        self._validator = self._validation.open(runtime_context)

    def process_element(self, value: T, ctx: ProcessFunction.Context) -> Iterator[Any]:
        rule = self._validator.judge(value)
        if rule is None:
            yield value
        elif rule.reason is not None:
            yield self._tag, self._letters(value, rule.reason)
