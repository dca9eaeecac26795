"""Tests of Flink jobs by the testkit, on a mini cluster that they share, and on one mini cluster each.

50 operator scenarios and 20 topologies of the parity suite; each gives the same either way, or nothing is told.
"""
import time

from benchmarks.flink import figures, numbers

WAYS = {"kit": "kit", "shared": "shared mini cluster", "own": "one mini cluster each"}
SUITE = 500
SINGLE, PARALLEL = f"{SUITE} tests, whole process", f"{SUITE} tests, whole process, two at once"


def warm(what, way):
    return f"{what}, {WAYS[way]}"


def first(way):
    return f"first test of a JVM, {WAYS[way]}"


def all_of(way):
    return f"all 70, whole process, {WAYS[way]}"


OPERATOR, TOPOLOGY = "an operator", "a topology"
GOALS = [
    {"goal": "operators 100 times as fast", "of": [warm(OPERATOR, "shared"), warm(OPERATOR, "kit")], "least": 100},
    {"goal": "topologies 40 times as fast", "of": [warm(TOPOLOGY, "shared"), warm(TOPOLOGY, "kit")], "least": 40},
    {"goal": "the first within half a second", "of": [first("kit")], "most": 500},
    {"goal": f"{SUITE} tests within 10 s", "of": [SINGLE], "most": 10},
]


def run(result, _, args):
    found = figures("kit.KitTimes", "warm", args.n)
    for way in WAYS:
        for what, name in [(OPERATOR, "operators"), (TOPOLOGY, "topologies")]:
            for value in numbers(found, f"{name}-{way}"):
                result.add(warm(what, way), value, "ms")
    seen = set()
    for _ in range(args.n):
        for way in WAYS:
            began = time.monotonic()
            found = figures("kit.KitTimes", "fresh", way)
            result.add(all_of(way), time.monotonic() - began)
            result.add(first(way), *numbers(found, "first"), "ms")
            seen.update(found["results"])
    same(seen)
    seen = set()
    for _ in range(args.n):
        for series, threads in [(SINGLE, 1), (PARALLEL, 2)]:
            began = time.monotonic()
            found = figures("kit.WholeSuite", SUITE, threads)
            result.add(series, time.monotonic() - began)
            if found["succeeded"] != [str(SUITE)]:
                raise RuntimeError(f"not all of {SUITE} tests succeeded: {found}")
            seen.update(found["results"])
    same(seen)
    result.note("every test gave the same by each way, alone and beside others, in each JVM")


def same(results):
    if len(results) != 1:
        raise RuntimeError(f"not the same results: {results}")
