"""Counts numbers by key in Python, as its property group tells: what unmodified programs on the AWS service look like."""
import json
import os
import sys

import counting
from pyflink.common import Types, WatermarkStrategy
from pyflink.datastream import StreamExecutionEnvironment
from pyflink.datastream.connectors.number_seq import NumberSequenceSource

APPLICATION_PROPERTIES = "/etc/flink/application_properties.json"


def properties(group):
    with open(APPLICATION_PROPERTIES, encoding="utf-8") as file:
        return next(each["PropertyMap"] for each in json.load(file) if each["PropertyGroupId"] == group)


def main():
    wanted = properties("python-job")
    if os.listdir("."):
        raise RuntimeError(f"not an empty folder: {os.listdir('.')}")
    if wanted.get("fails") == "in main":
        raise LookupError("no topic is configured")
    env = StreamExecutionEnvironment.get_execution_environment()
    if "mode" in wanted:
        env.configure(mode(wanted["mode"]))
    source = NumberSequenceSource(1, 1 << 40)
    numbers = env.from_source(source, WatermarkStrategy.no_watermarks(), "numbers", Types.LONG()).uid("numbers")
    slowly = numbers.map(counting.Slowly(wanted.get("fails") == "in a worker"), Types.LONG()).uid("slowly")
    counts = slowly.key_by(lambda number: number % 3, Types.LONG()).process(
        counting.Counting(wanted["out"], wanted["round"]), Types.LONG()
    )
    counts.uid("counts").name("counts")
    counts.print().uid("sink")
    env.execute("counting in Python")


def mode(word):
    from pyflink.common import Configuration

    configuration = Configuration()
    configuration.set_string("python.execution-mode", word)
    return configuration


if __name__ == "__main__":
    print("begins with", sys.argv, sys.prefix)
    main()
