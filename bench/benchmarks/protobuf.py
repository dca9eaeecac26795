"""The same records read from Protobuf and from JSON by the SDK, in one thread."""
from benchmarks.flink import figures, numbers

SERIES = {
    "json": "JSON into records",
    "protobuf": "Protobuf into records, by a generated class",
    "rows": "Protobuf into rows, by a descriptor",
}
GOALS = [{"goal": "Protobuf faster than JSON", "of": [SERIES["protobuf"], SERIES["json"]], "least": 1}]


def run(result, _, args):
    found = figures("protobuf.ReadingTimes", args.n)
    for name, series in SERIES.items():
        for value in numbers(found, name):
            result.add(series, value, "records/s a core")
    result.note(f"a record has {found['bytes-json'][0]} bytes in JSON and {found['bytes-protobuf'][0]} in Protobuf")
