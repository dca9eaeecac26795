"""Every scenario in the harness and on real Flink: where they disagree, the harness is wrong."""

import shutil

import pytest

from playing import played
from scenarios import SCENARIOS

pytestmark = [pytest.mark.flink, pytest.mark.xdist_group("flink")]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """What came out here and there. Here first: there, types get what belongs to a JVM and does not travel."""
    if shutil.which("javac") is None:
        pytest.skip("no JDK")
    import flink

    here = {scenario.name: played(scenario) for scenario in SCENARIOS}
    return here, flink.played(SCENARIOS, flink.timed_jar(tmp_path_factory.mktemp("flink")))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.name)
def test_flink_does_the_same(scenario, both):
    here, there = (came[scenario.name] for came in both)

    if not scenario.ordered:
        here, there = ({side: sorted(told) for side, told in came.items()} for came in (here, there))
    assert here == there
