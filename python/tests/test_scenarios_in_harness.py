import pytest

import scenarios
from playing import played


@pytest.mark.parametrize("scenario", scenarios.SCENARIOS, ids=lambda each: each.name)
def test_runs_without_cluster(scenario):
    assert played(scenario)
