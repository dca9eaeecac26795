"""What a user has done so far. What once spoke for a bot goes on to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyflink.common import Row, Types

_MILLIS_OF_MINUTE = 60_000


@dataclass(frozen=True)
class Rules:
    """What behaviour is a program's.

    :param per_minute: the most interactions in a minute that a person has
    :param honeypots: pages that no person asks for
    """

    per_minute: int = 120
    honeypots: tuple[str, ...] = ("/honeypot",)


class Behaviour(NamedTuple):
    """As it is kept in state.

    :param minute: the newest minute of event time with an interaction, since the epoch
    :param in_minute: interactions in it
    :param too_fast: whether there ever were more in one than a person has
    :param read_robots_txt: whether robots.txt was asked for
    :param in_honeypot: whether a honeypot was asked for
    """

    minute: int = -(2**63)
    in_minute: int = 0
    too_fast: bool = False
    read_robots_txt: bool = False
    in_honeypot: bool = False

    def after(self, interaction: Row, rules: Rules) -> Behaviour:
        """What it is with one interaction more."""
        its_minute = interaction.time // _MILLIS_OF_MINUTE
        count = self.in_minute
        if its_minute >= self.minute:
            count = 1 if its_minute > self.minute else count + 1
        return Behaviour(
            max(self.minute, its_minute),
            count,
            self.too_fast or count > rules.per_minute,
            self.read_robots_txt or interaction.page == "/robots.txt",
            self.in_honeypot or interaction.page in rules.honeypots,
        )

    def reasons(self) -> Iterator[str]:
        """What speaks for a bot, in the order in which it is written."""
        if self.too_fast:
            yield "rate"
        if self.read_robots_txt:
            yield "robots-txt"
        if self.in_honeypot:
            yield "honeypot"


#: The type of the state.
BEHAVIOUR = Types.TUPLE([Types.LONG(), Types.INT(), Types.BOOLEAN(), Types.BOOLEAN(), Types.BOOLEAN()])
