"""Tests of PyFlink functions and pieces of pipelines, without JVM and without cluster, in milliseconds.

Read :class:`Harness` first; it is nearly all there is.
"""

from drey.testing.clock import AFTER_ALL, BEFORE_ALL
from drey.testing.harness import Element, Harness
from drey.testing.state import LossWarning
from drey.testing.streams import UnsupportedError
from drey.testing.timers import Timer
from drey.testing.types import WrongTypeError

__all__ = [
    "AFTER_ALL",
    "BEFORE_ALL",
    "Element",
    "Harness",
    "LossWarning",
    "Timer",
    "UnsupportedError",
    "WrongTypeError",
]
