"""The file that PulseJob writes, and where it has gaps."""
import time
from typing import NamedTuple

from benchmarks.processes import until

MAIN = "dev.drey.bench.PulseJob"
CHECKPOINT_MILLIS = 2_000


class Beat(NamedTuple):
    millis: int
    run: str
    pid: int
    count: int


class StateLost(Exception):
    """The job came back and knew nothing: then its speed is worth nothing."""


class Pulse:
    def __init__(self, file):
        self.file = file

    def beats(self, of_last_bytes=None):
        if not self.file.exists():
            return []
        with open(self.file, "rb") as source:
            if of_last_bytes:
                source.seek(max(0, self.file.stat().st_size - of_last_bytes))
            lines = source.read().decode().split("\n")[:-1]
        found = []
        for words in map(str.split, lines):
            if len(words) == 4 and len(words[1]) == 36:
                found.append(Beat(int(words[0]), words[1], int(words[2]), int(words[3])))
        return found

    def last(self):
        beats = self.beats(of_last_bytes=4_000)
        return beats[-1] if beats else None

    def steady(self, seconds=3):
        """Waits until it has beaten without a gap for a while."""

        def look():
            now = time.time() * 1000
            recent = [beat.millis for beat in self.beats(of_last_bytes=200 * 60 * int(seconds + 2))]
            recent = [millis for millis in recent if millis > now - seconds * 1000]
            return len(recent) > seconds * 100 and largest_gap(recent) < 500 and now - recent[-1] < 500

        until("the pulse is steady", look, pause=0.1)

    def gap_around(self, event, thrown_away):
        """Seconds without output that counts.

        With thrown_away (a kill) what the runs from before write after the event does not count: a job that comes back
        does that work again. Otherwise (an update) they may go on until they are stopped.
        """
        moment = time.time() * 1000
        before = {beat.run for beat in self.beats(of_last_bytes=40_000)}
        event()
        until("it works again", lambda: self.last().run not in before, patience=300)
        self.steady(2)
        beats = [beat for beat in self.beats() if beat.millis > moment - 1_000]
        fresh = [beat for beat in beats if beat.run not in before]
        if min(beat.count for beat in fresh[:10]) < 20:
            raise StateLost(f"it counts from {fresh[0].count} on")
        counted = [
            beat.millis for beat in beats if beat.run not in before or not thrown_away or beat.millis <= moment
        ]
        return largest_gap(sorted(counted)) / 1000


def largest_gap(millis):
    return max((later - earlier for earlier, later in zip(millis, millis[1:])), default=float("inf"))
