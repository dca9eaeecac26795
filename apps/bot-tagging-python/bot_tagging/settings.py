"""What the application is told by its property groups; they are those of the Java application."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot_tagging.behaviour import Rules
from bot_tagging.pipeline import Settings

#: Where the service puts them.
SERVICE = "/etc/flink/application_properties.json"

Groups = Mapping[str, Mapping[str, str]]

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SECONDS = (24 * 60 * 60, 60 * 60, 60, 1)


class MissingPropertyError(KeyError):
    """A property that the application cannot do without."""

    def __str__(self) -> str:
        return f"the property group bot-tagging has no {self.args[0]}"


@dataclass(frozen=True)
class Connections:
    """Where interactions come from and tagged ones go to.

    :param kafka: goes to Kafka's clients as it is
    :param kinesis: goes to the consumer of Kinesis as it is
    """

    bootstrap_servers: str
    input_topic: str
    dead_letter_topic: str
    group_id: str
    transactional_id_prefix: str
    kinesis_stream: str
    kinesis_region: str
    kinesis_endpoint: str | None
    output_json: str
    kafka: Mapping[str, str]
    kinesis: Mapping[str, str]

    @staticmethod
    def of(groups: Groups) -> Connections:
        """Reads them."""
        own = groups.get("bot-tagging", {})

        def needed(name: str) -> str:
            if not own.get(name, "").strip():
                raise MissingPropertyError(name)
            return own[name]

        return Connections(
            bootstrap_servers=needed("bootstrap.servers"),
            input_topic=needed("input.topic"),
            dead_letter_topic=needed("dead.letter.topic"),
            group_id=needed("group.id"),
            transactional_id_prefix=needed("transactional.id.prefix"),
            kinesis_stream=needed("kinesis.stream"),
            kinesis_region=own.get("kinesis.region", "us-east-1"),
            kinesis_endpoint=own.get("kinesis.endpoint"),
            output_json=needed("output.json"),
            kafka=groups.get("kafka", {}),
            kinesis=groups.get("kinesis", {}),
        )


def property_groups(file: str | os.PathLike[str]) -> Groups:
    """Reads a file as the service writes it."""
    with open(file, encoding="utf-8") as text:
        return {each["PropertyGroupId"]: each["PropertyMap"] for each in json.load(text)}


def tagging(groups: Groups) -> Settings:
    """What the tagging is told; what is not said is as in :class:`Settings`."""
    own = groups.get("bot-tagging", {})
    usual = Settings()
    honeypots = own.get("honeypots")
    return Settings(
        rules=Rules(
            per_minute=int(own.get("rate.per.minute", usual.rules.per_minute)),
            honeypots=usual.rules.honeypots
            if honeypots is None
            else tuple(each.strip() for each in honeypots.split(",")),
        ),
        user_remembered=millis(own["user.remembered"]) if "user.remembered" in own else usual.user_remembered,
        agents_kept=int(own.get("agents.kept", usual.agents_kept)),
    )


def millis(duration: str) -> int:
    """Reads a duration such as ``P1D`` or ``PT1H30M``."""
    parts = _DURATION.fullmatch(duration.strip().upper())
    if parts is None or not any(parts.groups()):
        raise ValueError(f"not a duration: {duration!r}; write it as P1D or PT1H30M")
    return 1000 * sum(int(part or 0) * seconds for part, seconds in zip(parts.groups(), _SECONDS, strict=True))
