import json

import pytest
from bot_tagging.behaviour import Rules
from bot_tagging.connections import dead_letter
from bot_tagging.pipeline import Settings
from bot_tagging.settings import Connections, MissingPropertyError, millis, property_groups, tagging

OWN = {
    "bootstrap.servers": "localhost:9092",
    "input.topic": "interactions",
    "dead.letter.topic": "letters",
    "group.id": "tagging",
    "transactional.id.prefix": "tagging",
    "kinesis.stream": "interactions",
    "output.json": "s3://lake/json",
}


def test_a_file_as_the_service_writes_it_is_read_by_group(tmp_path):
    file = tmp_path / "application_properties.json"
    file.write_text(json.dumps([{"PropertyGroupId": "bot-tagging", "PropertyMap": OWN}]), encoding="utf-8")

    assert property_groups(file) == {"bot-tagging": OWN}


def test_what_is_not_said_is_as_in_the_java_application():
    assert tagging({"bot-tagging": OWN}) == Settings(Rules(120, ("/honeypot",)), millis("P1D"), 10_000)
    assert Connections.of({"bot-tagging": OWN}).kinesis_region == "us-east-1"


def test_what_is_said_holds():
    said = {"rate.per.minute": "12", "honeypots": "/.env, /trap", "user.remembered": "PT1H", "agents.kept": "7"}

    assert tagging({"bot-tagging": OWN | said}) == Settings(Rules(12, ("/.env", "/trap")), 3_600_000, 7)


def test_what_is_needed_and_missing_is_named():
    own = {name: value for name, value in OWN.items() if name != "input.topic"}

    with pytest.raises(MissingPropertyError, match=r"bot-tagging has no input\.topic"):
        Connections.of({"bot-tagging": own})


@pytest.mark.parametrize(("text", "expected"), [("P1D", 86_400_000), ("PT1H30M", 5_400_000), ("P2DT3S", 172_803_000)])
def test_durations_are_those_of_java(text, expected):
    assert millis(text) == expected


@pytest.mark.parametrize("text", ["1d", "P", "PT", "P1DT", "", "PT-1H"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match="not a duration"):
        millis(text)


def test_a_dead_letter_has_its_reason():
    assert json.loads(dead_letter(("{", "unreadable"))) == {"reason": "unreadable", "value": "{"}
