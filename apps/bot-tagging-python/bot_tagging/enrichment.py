"""The tagging itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyflink.common import Row, Time
from pyflink.datastream.functions import FlatMapFunction, RuntimeContext
from pyflink.datastream.state import StateTtlConfig, ValueStateDescriptor
from ua_parser import parse_device

from bot_tagging.behaviour import BEHAVIOUR, Behaviour, Rules
from bot_tagging.interactions import tagged
from drey.metrics import ServiceMetrics

#: The reasons with their counters, in the order in which they are written.
COUNTERS = {
    "user-agent": "taggedByUserAgent",
    "rate": "taggedByRate",
    "robots-txt": "taggedByRobotsTxt",
    "honeypot": "taggedByHoneypot",
}


class BotTagEnrichment(FlatMapFunction):  # type: ignore[misc] # PyFlink's classes are untyped
    """Tags each interaction with what speaks for a bot at this moment: its user agent, and what its user has done.

    Nothing is waited for, so what came before is not tagged again. A user who does nothing for a while is forgotten.

    :param remembered: how long a user's behaviour is kept after the last interaction, in milliseconds; 0 for ever
    :param agents_kept: user agents whose verdict is remembered
    """

    def __init__(self, rules: Rules, remembered: int, agents_kept: int) -> None:
        self._rules = rules
        self._remembered = remembered
        self._agents_kept = agents_kept

    def open(self, runtime_context: RuntimeContext) -> None:
        descriptor = ValueStateDescriptor("behaviour", BEHAVIOUR)
        if self._remembered > 0:
            descriptor.enable_time_to_live(StateTtlConfig.new_builder(Time.milliseconds(self._remembered)).build())
        self._behaviour = runtime_context.get_state(descriptor)
        metrics = ServiceMetrics(runtime_context)
        self._counters = {reason: metrics.counter(name) for reason, name in COUNTERS.items()}
        self._is_bot = lru_cache(self._agents_kept)(_is_bot)

    def flat_map(self, interaction: Row) -> Iterator[Row]:
        before = self._behaviour.value()
        now = (Behaviour() if before is None else Behaviour(*before)).after(interaction, self._rules)
        self._behaviour.update(tuple(now))
        reasons = ["user-agent"] if self._is_bot(interaction.user_agent) else []
        reasons += now.reasons()
        for reason in reasons:
            self._counters[reason].inc()
        yield tagged(interaction, reasons)


def _is_bot(agent: str) -> bool:
    """Whether an agent says so itself: ua-parser takes it for the device "Spider"."""
    device = parse_device(agent)
    return device is not None and device.family == "Spider"
