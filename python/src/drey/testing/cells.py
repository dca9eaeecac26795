"""Where state lies: bytes, by name, key and window, each with the time it was last touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drey.testing.clock import Clock

#: A key and a namespace, both as bytes.
Place = tuple[bytes, bytes]


@dataclass
class Cell:
    """One value; nothing is a null that was put in."""

    encoded: bytes | None
    touched: int


class TimeToLive:
    """When a cell has expired, by the configuration of its state."""

    def __init__(self, config: Any, clock: Clock) -> None:
        self._clock = clock
        #: While a test looks at state, reading does not keep a value alive, and nothing goes.
        self.looked_at = False
        self._enabled = config is not None and config.is_enabled()
        if self._enabled:
            self._millis: int = config.get_ttl().to_milliseconds()
            self._on_read: bool = config.get_update_type() == config.UpdateType.OnReadAndWrite
            visible = config.StateVisibility.ReturnExpiredIfNotCleanedUp
            self._returns_expired: bool = config.get_state_visibility() == visible

    def written(self, encoded: bytes | None) -> Cell:
        """A cell for what is written now."""
        return Cell(encoded, self._clock.now())

    def expired(self, cell: Cell) -> bool:
        """Whether its time has passed."""
        return self._enabled and cell.touched + self._millis <= self._clock.now()

    def read(self, cell: Cell) -> bool:
        """Reads a cell. Says whether it may still be seen."""
        if not self._enabled:
            return True
        if self.expired(cell):
            return self._returns_expired
        if self._on_read and not self.looked_at:
            cell.touched = self._clock.now()
        return True


class ListCells:
    """Lists of cells; single values are lists of one, as in PyFlink's workers."""

    def __init__(self, life: TimeToLive) -> None:
        self.life = life
        self._lists: dict[Place, list[Cell]] = {}

    def read(self, place: Place) -> list[bytes | None]:
        """What may be seen there. What has expired is gone after it."""
        cells = self._lists.get(place, [])
        seen = [cell.encoded for cell in cells if self.life.read(cell)]
        if not self.life.looked_at:
            self.replace(place, [cell for cell in cells if not self.life.expired(cell)])
        return seen

    def append(self, place: Place, encoded: bytes) -> None:
        """Adds one."""
        self._lists.setdefault(place, []).append(self.life.written(encoded))

    def write(self, place: Place, encoded: list[bytes]) -> None:
        """Puts these in the place of what was there."""
        self.replace(place, [self.life.written(each) for each in encoded])

    def replace(self, place: Place, cells: list[Cell]) -> None:
        """Puts these cells in the place of what was there, with their times."""
        if cells:
            self._lists[place] = cells
        else:
            self._lists.pop(place, None)

    def take(self, place: Place) -> list[Cell]:
        """Takes out what has not expired."""
        return [cell for cell in self._lists.pop(place, []) if not self.life.expired(cell)]


class MapCells:
    """Maps of cells."""

    def __init__(self, life: TimeToLive) -> None:
        self.life = life
        self._maps: dict[Place, dict[bytes, Cell]] = {}

    def read(self, place: Place, key: bytes) -> Cell | None:
        """The cell of a key, if there is one to be seen."""
        cells = self._maps.get(place, {})
        cell = cells.get(key)
        if cell is None:
            return None
        seen = self.life.read(cell)
        if self.life.expired(cell) and not self.life.looked_at:
            self.remove(place, key)
        return cell if seen else None

    def write(self, place: Place, key: bytes, encoded: bytes | None) -> None:
        """Sets one."""
        self._maps.setdefault(place, {})[key] = self.life.written(encoded)

    def remove(self, place: Place, key: bytes) -> None:
        """Removes one, if it is there."""
        cells = self._maps.get(place, {})
        cells.pop(key, None)
        if not cells:
            self._maps.pop(place, None)

    def clear(self, place: Place) -> None:
        """Removes all."""
        self._maps.pop(place, None)

    def entries(self, place: Place) -> Iterator[tuple[bytes, Cell]]:
        """All that may be seen, in the order in which they were first put."""
        for key in list(self._maps.get(place, {})):
            cell = self.read(place, key)
            if cell is not None:
                yield key, cell
