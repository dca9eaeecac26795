"""Processing time that stands still until the test moves it."""

from __future__ import annotations

#: What PyFlink says for "no timestamp" and for a watermark that has not come yet.
BEFORE_ALL = -(2**63)

#: The watermark that ends a stream.
AFTER_ALL = 2**63 - 1


class Clock:
    """The processing time of all operators of a harness, in epoch milliseconds."""

    def __init__(self) -> None:
        self._now = 0

    def now(self) -> int:
        """What the clock shows."""
        return self._now

    def move(self, to: int) -> None:
        """Sets the clock. It never goes back."""
        if to < self._now:
            raise ValueError(f"it is {self._now} already: processing time cannot go back to {to}")
        self._now = to
