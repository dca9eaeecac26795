import json

import pytest
from bot_tagging.behaviour import Behaviour, Rules
from bot_tagging.interactions import INTERACTION, json_line, tagged
from bot_tagging.pipeline import DEAD_LETTERS, Settings, from_kafka, from_kinesis, lines, tag
from pyflink.common import Row, Types

from drey.testing import Harness

MINUTE = 60_000
TIME = 1_700_000_000_000
PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
RULES = Rules(per_minute=2, honeypots=("/trap", "/.env"))


def by(user, agent, page, time=TIME):
    return Row(id="id", user=user, user_agent=agent, page=page, time=time)


def after(*pages_and_times):
    behaviour = Behaviour()
    for page, time in zip(pages_and_times[::2], pages_and_times[1::2], strict=True):
        behaviour = behaviour.after(by("user", "", page, time), RULES)
    return list(behaviour.reasons())


@pytest.mark.parametrize(
    ("done", "reasons"),
    [
        (("/a", 0, "/b", 1, "/c", MINUTE, "/d", MINUTE + 1), []),
        (("/a", 0, "/b", 1, "/c", 2), ["rate"]),
        (("/a", 0, "/b", 1, "/c", 2, "/d", 9 * MINUTE), ["rate"]),
        (("/a", MINUTE, "/b", 0, "/c", 1, "/d", MINUTE + 5), []),
        (("/a", -1, "/b", -2, "/c", -MINUTE), ["rate"]),
        (("/robots.txt", 0), ["robots-txt"]),
        (("/.env", 0, "/a", MINUTE, "/trap", 2 * MINUTE), ["honeypot"]),
    ],
)
def test_behaviour_is_told_from_what_was_done(done, reasons):
    assert after(*done) == reasons


def tagging(settings=None):
    settings = settings or Settings(RULES, user_remembered=60 * MINUTE, agents_kept=100)
    return Harness(
        lambda rows, texts: lines(tag(from_kafka(rows), from_kinesis(texts), settings)), INTERACTION, Types.STRING()
    )


def told(harness):
    return [(each["user"], each["reasons"]) for each in map(json.loads, harness.output())]


def test_an_agent_that_says_so_is_a_bot_and_a_person_is_none():
    harness = tagging().element(by("ann", PERSON, "/a")).element(by("google", CRAWLER, "/a"))

    assert told(harness) == [("ann", ""), ("google", "user-agent")]
    assert harness.counter("kinesisanalytics.taggedByUserAgent") == 1
    assert harness.counter("kinesisanalytics.taggedByRate") == 0


def test_behaviour_is_each_users_own_and_tags_from_then_on():
    harness = tagging()
    for user, agent, page in [
        ("eve", PERSON, "/a"),
        ("eve", PERSON, "/trap"),
        ("ann", PERSON, "/a"),
        ("eve", CRAWLER, "/a"),
    ]:
        harness.element(by(user, agent, page))

    assert told(harness) == [("eve", ""), ("eve", "honeypot"), ("ann", ""), ("eve", "user-agent rate honeypot")]
    assert harness.state("behaviour", "eve", operator="tag-bots") == (TIME // MINUTE, 3, True, False, True)


def test_a_user_who_does_nothing_is_forgotten():
    harness = tagging().element(by("eve", PERSON, "/robots.txt"))

    harness.processing_time(120 * MINUTE).element(by("eve", PERSON, "/a"))

    assert told(harness) == [("eve", "robots-txt"), ("eve", "")]


def test_one_who_is_remembered_for_ever_is_not():
    harness = tagging(Settings(RULES, user_remembered=0, agents_kept=100)).element(by("eve", PERSON, "/robots.txt"))

    harness.processing_time(400 * 24 * 60 * MINUTE).element(by("eve", PERSON, "/a"))

    assert told(harness) == [("eve", "robots-txt"), ("eve", "robots-txt")]


def test_both_ways_in_are_one_users():
    harness = tagging().element(by("eve", PERSON, "/trap"))

    event = {"id": "e", "user": "eve", "userAgent": PERSON, "page": "/a", "time": TIME}
    harness.element(json.dumps(event), input=2)

    assert told(harness)[1] == ("eve", "honeypot")


VALID = {"id": "e-1", "user": "u", "userAgent": "a", "page": "/", "time": TIME}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no json", "unreadable"),
        ("[1]", "unreadable"),
        (json.dumps({**VALID, "user": 7}), "unreadable"),
        (json.dumps({**VALID, "time": "now"}), "unreadable"),
        (json.dumps({**VALID, "id": " "}), "missingId"),
        (json.dumps({**VALID, "user": None}), "missingUser"),
        (json.dumps({key: VALID[key] for key in VALID if key != "page"}), "missingPage"),
        (json.dumps({**VALID, "time": TIME // 1000}), "invalidTimestamp"),
        (json.dumps({**VALID, "time": TIME * 1000}), "invalidTimestamp"),
    ],
)
def test_what_is_not_valid_goes_to_the_dead_letters_as_it_came(text, reason):
    harness = Harness(from_kinesis, Types.STRING(), side_outputs=[DEAD_LETTERS]).elements(json.dumps(VALID), text)

    assert harness.output() == [Row(id="e-1", user="u", user_agent="a", page="/", time=TIME)]
    assert harness.side_output(DEAD_LETTERS) == [(text, reason)]
    assert harness.counter("kinesisanalytics.interactions") == 2
    assert harness.counter(f"kinesisanalytics.{reason}") == 1


def test_rows_are_validated_as_well():
    harness = Harness(from_kafka, INTERACTION, side_outputs=[DEAD_LETTERS]).elements(by("", PERSON, "/"))

    ((text, reason),) = harness.side_output(DEAD_LETTERS)
    assert (json.loads(text)["page"], reason) == ("/", "missingUser")


def test_lines_are_those_of_the_java_application():
    line = json_line(tagged(by("ü", 'a"\\u001b\\\x1b\t\x7f', "/"), ["rate", "honeypot"]))

    assert line == (
        '{"id":"id","user":"ü","userAgent":"a\\"\\\\u001b\\\\\\u001B\\t\x7f","page":"/","time":1700000000000,'
        '"bot":true,"reasons":"rate honeypot"}'
    )
