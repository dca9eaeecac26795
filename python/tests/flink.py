"""Plays scenarios on real PyFlink: all in one job of one mini cluster, in the process mode of the workers."""

from __future__ import annotations

import base64
import os
import pathlib
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pyflink
from pyflink.common import Configuration, Row, Types, WatermarkStrategy
from pyflink.datastream import DataStream, ProcessFunction, RuntimeExecutionMode, StreamExecutionEnvironment
from pyflink.java_gateway import get_gateway

import drey
import scenarios

EVENTS = Types.ROW([Types.BOOLEAN(), Types.LONG(), Types.STRING()])
CAME = Types.TUPLE([Types.STRING(), Types.STRING(), Types.STRING()])


class Told(ProcessFunction):
    """Says what came out where."""

    def __init__(self, scenario: str, side: str) -> None:
        self.scenario = scenario
        self.side = side

    def process_element(self, value, ctx):
        yield self.scenario, self.side, repr(value) if self.side else f"{ctx.timestamp()} {value!r}"


def played(
    some: list[scenarios.Scenario],
    jar: pathlib.Path,
    connected: Callable[
        [Configuration], StreamExecutionEnvironment
    ] = StreamExecutionEnvironment.get_execution_environment,
) -> dict[str, dict[str, list[str]]]:
    """What came out of each scenario, by its name.

    :param jar: made by :func:`timed_jar`
    :param connected: makes an environment; a new cluster in this process where nothing is said
    """
    came = {scenario.name: {"": [], **{tag.tag_id: [] for tag in scenario.side_outputs}} for scenario in some}
    for bundle in {scenario.bundle for scenario in some}:
        streams = _job([scenario for scenario in some if scenario.bundle == bundle], jar, bundle, connected)
        with streams.execute_and_collect(f"bundles of {bundle}") as results:
            for scenario, side, told in results:
                came[scenario][side].append(told)
    return came


def _job(some, jar, bundle, connected) -> DataStream:
    """All scenarios in one job, and what comes out of them in one stream."""
    here = [str(pathlib.Path(__file__).parent), str(pathlib.Path(drey.__file__).parents[1])]
    os.environ["PYTHONPATH"] = os.pathsep.join(here)  # workers import what lies here
    environment = connected(local_configuration(jar.parent, bundle))
    environment.set_parallelism(1)
    environment.set_runtime_mode(RuntimeExecutionMode.STREAMING)
    environment.add_jars(jar.as_uri())
    streams = [stream for scenario in some for stream in _built(environment, scenario)]
    return streams[0].union(*streams[1:]) if len(streams) > 1 else streams[0]


def _built(environment, scenario):
    inputs = [_input(environment, scenario, number) for number in range(1, len(scenario.inputs) + 1)]
    main = scenario.build(*inputs)
    yield main.process(Told(scenario.name, ""), CAME)
    for tag in scenario.side_outputs:
        yield main.get_side_output(tag).process(Told(scenario.name, tag.tag_id), CAME)


def _input(environment, scenario, number):
    events = [_event(each) for each in scenario.script if getattr(each, "input", number) == number]
    strategy = WatermarkStrategy(get_gateway().jvm.dev.drey.testing.ScriptedTime())
    return (
        environment.from_collection(events, EVENTS)
        .assign_timestamps_and_watermarks(strategy)
        .flat_map(_elements, scenario.inputs[number - 1])
    )


def _event(event):
    if isinstance(event, scenarios.W):
        return Row(True, event.time, "")
    return Row(False, event.at, base64.b64encode(pickle.dumps(event.value)).decode())


def _elements(event):
    if not event[0]:
        yield pickle.loads(base64.b64decode(event[2]))


def local_configuration(folder: pathlib.Path, bundle: int) -> Configuration:
    """What a Flink in this process needs; its files go to a folder."""
    configuration = Configuration()
    configuration.set_string("python.fn-execution.bundle.size", str(bundle))
    configuration.set_string("python.executable", sys.executable)
    configuration.set_string("python.client.executable", sys.executable)
    configuration.set_string("taskmanager.memory.managed.size", "512m")
    configuration.set_string("taskmanager.memory.network.max", "256m")
    configuration.set_string("rest.bind-address", "127.0.0.1")
    configuration.set_string("io.tmp.dirs", str(folder))
    return configuration


def timed_jar(folder: pathlib.Path) -> pathlib.Path:
    """The one class that a script needs in the JVM."""
    source = pathlib.Path(__file__).parent / "java/ScriptedTime.java"
    libraries = pathlib.Path(pyflink.__file__).parent / "lib/*"
    classes = folder / "classes"
    subprocess.run(["javac", "-cp", str(libraries), "-d", str(classes), str(source)], check=True)
    jar = folder / "scripted-time.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        for each in classes.rglob("*.class"):
            archive.write(each, each.relative_to(classes))
    return jar
