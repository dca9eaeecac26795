import pytest
from pyflink.common import Types
from pyflink.datastream import OutputTag

from drey.metrics import CountingFilter, CountingFlatMap, CountingMap
from drey.testing import Harness
from drey.validation import Validation

CLICK = Types.TUPLE([Types.STRING(), Types.LONG()])
REJECTED = OutputTag("rejected", Types.TUPLE([Types.STRING(), Types.STRING()]))

CLICKS = (
    Validation.counting("clicks")
    .ignore(lambda click: click[0] == "marker")
    .reject("missingUser", lambda click: not click[0])
    .reject("invalidTimestamp", lambda click: click[1] <= 0)
)
INPUT = [("a", 1), ("", 1), ("b", 0), ("", 0), ("marker", 0), ("c", 7)]


def counts(harness):
    return [harness.counter(f"kinesisanalytics.{name}") for name in ("clicks", "missingUser", "invalidTimestamp")]


def test_the_first_rule_that_holds_is_the_reason():
    assert [CLICKS.reason(click) for click in INPUT] == [
        None, "missingUser", "invalidTimestamp", "missingUser", None, None,
    ]  # fmt: skip


def test_as_a_filter_it_lets_through_what_passes():
    harness = Harness(lambda s: s.filter(CLICKS.filter()), CLICK).elements(*INPUT)

    assert harness.output() == [("a", 1), ("c", 7)]
    assert counts(harness) == [5, 2, 1]


def test_as_a_map_it_only_looks():
    harness = Harness(lambda s: s.map(CLICKS.observe(), CLICK), CLICK).elements(*INPUT)

    assert harness.output() == INPUT
    assert counts(harness) == [5, 2, 1]


def test_as_a_process_function_it_puts_the_rest_aside():
    harness = Harness(
        lambda s: s.process(CLICKS.process(REJECTED, lambda click, reason: (str(click), reason)), CLICK),
        CLICK,
        side_outputs=[REJECTED],
    ).elements(*INPUT)

    assert harness.output() == [("a", 1), ("c", 7)]
    assert harness.side_output(REJECTED) == [
        ("('', 1)", "missingUser"),
        ("('b', 0)", "invalidTimestamp"),
        ("('', 0)", "missingUser"),
    ]
    assert counts(harness) == [5, 2, 1]


def test_names_are_those_that_the_service_shows():
    with pytest.raises(ValueError, match="letters and digits"):
        Validation.counting("clicks.all")
    with pytest.raises(ValueError, match="letters and digits"):
        CLICKS.reject("no user", bool)
    with pytest.raises(ValueError, match="this name already: clicks"):
        CLICKS.reject("clicks", bool)
    with pytest.raises(ValueError, match="this name already: missingUser"):
        CLICKS.reject("missingUser", bool)


def test_a_plain_function_is_counted_by_one_line():
    def build(lines):
        return (
            lines.flat_map(CountingFlatMap(str.split, "lines"), Types.STRING())
            .filter(CountingFilter(str.isalpha, "words", rejected="invalidWords"))
            .map(CountingMap(len, "valid"), Types.INT())
        )

    harness = Harness(build, Types.STRING()).elements("to be 3", "or not")

    assert harness.output() == [2, 2, 2, 3]
    for name, count in {"lines": 2, "words": 5, "invalidWords": 1, "valid": 4}.items():
        assert harness.counter(f"kinesisanalytics.{name}") == count
