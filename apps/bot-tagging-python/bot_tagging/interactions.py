"""What comes in, and what goes out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pyflink.common import Row, Types

from drey.validation import Validation

#: Somebody asked for a page. The names are those of the Protobuf message, whose rows Java hands over.
INTERACTION = Types.ROW_NAMED(
    ["id", "user", "user_agent", "page", "time"],
    [Types.STRING(), Types.STRING(), Types.STRING(), Types.STRING(), Types.LONG()],
)

#: The same, tagged: whether anything speaks for a bot, and what does. The names are those of the JSON that is written.
TAGGED = Types.ROW_NAMED(
    ["id", "user", "userAgent", "page", "time", "bot", "reasons"],
    [Types.STRING(), Types.STRING(), Types.STRING(), Types.STRING(), Types.LONG(), Types.BOOLEAN(), Types.STRING()],
)

_FIRST, _END = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000) for year in (2000, 2100))


def of_json(text: str) -> Row | None:
    """Reads an interaction; none where the text is no such object. What it lacks is empty: validation rejects it."""
    try:
        read = json.loads(text)
        texts = [read.get(name) or "" for name in ("id", "user", "userAgent", "page")]
        time = read.get("time") or 0
    except (ValueError, AttributeError):
        return None
    if not all(isinstance(each, str) for each in texts) or type(time) is not int or abs(time) >= 2**63:
        return None
    return Row(**dict(zip(INTERACTION.get_field_names(), [*texts, time], strict=True)))


def interactions() -> Validation[Row | None]:
    """What an interaction has to be; what could not be read is none."""
    return (
        Validation.counting("interactions")
        .reject("unreadable", lambda interaction: interaction is None)
        .reject("missingId", lambda interaction: not interaction.id.strip())
        .reject("missingUser", lambda interaction: not interaction.user.strip())
        .reject("missingPage", lambda interaction: not interaction.page.strip())
        .reject("invalidTimestamp", lambda interaction: not _FIRST <= interaction.time < _END)
    )


def tagged(interaction: Row, reasons: Iterable[str]) -> Row:
    """An interaction with its reasons."""
    words = " ".join(reasons)
    return Row(
        id=interaction.id,
        user=interaction.user,
        userAgent=interaction.user_agent,
        page=interaction.page,
        time=interaction.time,
        bot=bool(words),
        reasons=words,
    )


def json_line(row: Any) -> str:
    """A row as the Java application writes it, to the byte."""
    fields = dict(zip(TAGGED.get_field_names(), row, strict=True))
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    # Jackson writes control characters with large digits.
    return re.sub(r"\\(\\|u00[01][0-9a-f])", lambda match: "\\" + match[1][:1] + match[1][1:].upper(), text)
