"""The application between its sources and its sinks. Each operator has a uid and a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pyflink.common import Row, Types
from pyflink.datastream import DataStream, OutputTag
from pyflink.datastream.functions import ProcessFunction, RuntimeContext

from bot_tagging.behaviour import Rules
from bot_tagging.enrichment import BotTagEnrichment
from bot_tagging.interactions import INTERACTION, TAGGED, interactions, json_line, of_json

#: What was rejected, as it came, and why.
DEAD_LETTERS = OutputTag("dead-letters", Types.TUPLE([Types.STRING(), Types.STRING()]))

_DAY = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Settings:
    """What the tagging is told."""

    rules: Rules = field(default_factory=Rules)
    user_remembered: int = _DAY
    agents_kept: int = 10_000


class Validated(ProcessFunction):  # type: ignore[misc] # PyFlink's classes are untyped
    """Reads interactions and lets through what is valid; the rest goes to the dead letters."""

    def __init__(self, read: Callable[[Any], Row | None], told: Callable[[Any], str]) -> None:
        self._read = read
        self._told = told

    def open(self, runtime_context: RuntimeContext) -> None:
        self._validator = interactions().open(runtime_context)

    def process_element(self, value: Any, ctx: ProcessFunction.Context) -> Iterator[Any]:
        interaction = self._read(value)
        rule = self._validator.judge(interaction)
        if rule is None:
            yield interaction
        else:
            yield DEAD_LETTERS, (self._told(value), rule.reason)


def from_kafka(rows: DataStream) -> DataStream:
    """Validates what Java has read from Protobuf."""
    return _named(rows.process(Validated(lambda row: row, _fields), INTERACTION), "validate-kafka")


def from_kinesis(texts: DataStream) -> DataStream:
    """Reads and validates JSON."""
    return _named(texts.process(Validated(of_json, str), INTERACTION), "validate-kinesis")


def tag(kafka: DataStream, kinesis: DataStream, settings: Settings) -> DataStream:
    """Tags what is valid, from either side."""
    enrichment = BotTagEnrichment(settings.rules, settings.user_remembered, settings.agents_kept)
    keyed = kafka.union(kinesis).key_by(lambda interaction: interaction.user, Types.STRING())
    return _named(keyed.flat_map(enrichment, TAGGED), "tag-bots")


def lines(tagged: DataStream) -> DataStream:
    """What is written to files."""
    return _named(tagged.map(json_line, Types.STRING()), "json-lines")


def _fields(row: Row) -> str:
    return json.dumps(row.as_dict(), ensure_ascii=False)


def _named(stream: DataStream, uid: str) -> DataStream:
    return stream.name(uid).uid(uid)
