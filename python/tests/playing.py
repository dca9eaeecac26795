"""Plays a scenario in the harness."""

from drey.testing import Harness
from scenarios import E, Scenario


def played(scenario: Scenario) -> dict[str, list[str]]:
    """What came out, by side output, with timestamps."""
    harness = Harness(scenario.build, *scenario.inputs, side_outputs=scenario.side_outputs)
    for event in scenario.script:
        if isinstance(event, E):
            harness.element(event.value, event.at, input=event.input)
        else:
            harness.watermark(event.time)
    harness.end()
    came = {"": [f"{each.timestamp} {each.value!r}" for each in harness.output_elements()]}
    for tag in scenario.side_outputs:
        came[tag.tag_id] = [repr(value) for value in harness.side_output(tag)]
    return came
