"""Every scenario in the harness and on real Flink: where they disagree, the harness is wrong."""

import shutil

import pytest

from playing import played
from scenarios import SCENARIOS

pytestmark = [pytest.mark.flink, pytest.mark.xdist_group("flink")]


@pytest.fixture(scope="module")
def on_flink(tmp_path_factory):
    if shutil.which("javac") is None:
        pytest.skip("no JDK")
    import flink

    return flink.played(SCENARIOS, tmp_path_factory.mktemp("flink"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.name)
def test_flink_does_the_same(scenario, on_flink):
    here, there = played(scenario), on_flink[scenario.name]

    if not scenario.ordered:
        here, there = ({side: sorted(told) for side, told in came.items()} for came in (here, there))
    assert here == there
