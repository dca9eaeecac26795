"""Requests a second, and the 99th percentile, of the API with few and with many applications, beside moto's server.

Four callers ask again as soon as they are answered, on the same machine as the server. What moto keeps is in memory, what
Drey keeps is on the disk before it answers. Updates and starts are measured of Drey alone: moto does not have them.
"""
import json
import subprocess
import time

from benchmarks import drey, places, postgres, pulse
from benchmarks.processes import end, free_port, start, until

SQLITE, POSTGRES, MOTO = "Drey, SQLite", "Drey, PostgreSQL", "moto"
FEW = 10
CALLERS = 4
WARM_UP_SECONDS, SECONDS = 3, 5
CREATES, UPDATES = 500, 1_000
NEVER = 1_000_000

DESCRIBE = {"ApplicationName": "a-{any}"}
CREATE = {
    "ApplicationName": "a-{next}",
    "RuntimeEnvironment": "FLINK-1_20",
    "ServiceExecutionRole": "arn:aws:iam::000000000000:role/bench",
}
UPDATE = {
    "ApplicationName": "a-{next}",
    "CurrentApplicationVersionId": 1,
    "ApplicationConfigurationUpdate": {
        "EnvironmentPropertyUpdates": {"PropertyGroups": [{"PropertyGroupId": "bench", "PropertyMap": {"key": "value"}}]}
    },
}
GOALS = []  # they name the number of applications, which is asked for


def run(result, folder, args):
    result.goals = goals(args.applications)
    result.note(f"{CALLERS} callers; Create without code; {args.applications:,} are many")
    for turn in range(args.n):
        for count in [FEW, args.applications]:
            of_drey(result, folder / f"sqlite-{turn}-{count}", SQLITE, count)
            database = postgres.Server(folder / f"postgres-{turn}-{count}")
            of_drey(result, folder / f"on-postgres-{turn}-{count}", POSTGRES, count, database.settings())
            database.close()
            of_moto(result, folder, count)
            time.sleep(args.settle)


def goals(many):
    least = [
        {"goal": f"ten times moto: {name(what, SQLITE, count)}", "of": [name(what, SQLITE, count), name(what, MOTO, count)], "least": 10}
        for what in ["Describe", "List", "Create"]
        for count in [FEW, many]
    ]
    quick = [
        {"goal": f"p99 under 10 ms: {p99(store, many)}", "of": [p99(store, many)], "most": 10}
        for store in [SQLITE, POSTGRES]
    ]
    flat = [
        {"goal": f"p99 flat, within half more: {store}", "of": [p99(store, many), p99(store, FEW)], "most": 1.5}
        for store in [SQLITE, POSTGRES]
    ]
    return least + quick + flat


def name(what, store, count):
    return f"{what}, {store}, {count:,} applications"


def p99(store, count):
    return name("Describe", store, count) + ", p99"


def of_drey(result, home, store, count, settings=()):
    server = drey.Server(home, f"drey.quotas.applications={NEVER}", *settings)
    fill(server.port, count)
    common(result, server.port, store, count)
    if count > FEW:
        add(result, name("Update", store, count), load(server.port, "UpdateApplication", UPDATE, calls=min(UPDATES, count)))
    else:
        of_starts(result, server, name("Start", store, count))
    server.close()


def of_starts(result, server, series):
    """One after the other, since a machine has an end: only the time until each is accepted counts."""
    server.create("starts", places.bench_jar(), {"pulse": {"file": str(server.home / "pulse")}}, pulse.CHECKPOINT_MILLIS)
    took = []
    for _ in range(5):
        began = time.monotonic()
        server.api.call("StartApplication", ApplicationName="starts")
        took.append(time.monotonic() - began)
        server.stop("starts")
    result.add(series + ", one caller", len(took) / sum(took), "requests/s")


def of_moto(result, folder, count):
    port = free_port()
    server = start([places.moto_server(), "-H", "127.0.0.1", "-p", port], folder / "moto.log")
    until("moto answers", drey.Api(port).answers, 60)
    fill(port, count)
    common(result, port, MOTO, count)
    end(server)


def fill(port, count):
    told = load(port, "CreateApplication", CREATE, calls=count)
    if told["failed"]:
        raise RuntimeError(f"{told['failed']} of {count} applications were not created")


def common(result, port, store, count):
    for what, operation, body in [("Describe", "DescribeApplication", DESCRIBE), ("List", "ListApplications", {})]:
        load(port, operation, body, below=count, seconds=WARM_UP_SECONDS)
        add(result, name(what, store, count), load(port, operation, body, below=count, seconds=SECONDS))
    creates = load(port, "CreateApplication", CREATE, first=count, calls=CREATES)
    add(result, name("Create", store, count), creates)


def add(result, series, told):
    if told["failed"]:
        raise RuntimeError(f"{series}: {told['failed']} calls failed")
    result.add(series, told["perSecond"], "requests/s")
    result.add(series + ", p99", told["p99"], "ms")


def load(port, operation, body, first=0, below=1, calls=NEVER, seconds=600):
    command = ["java", "-XX:+UseSerialGC", "-cp", places.bench_jar(), "dev.drey.bench.Load"]
    words = [port, operation, json.dumps(body), CALLERS, first, below, calls, seconds]
    ran = subprocess.run([str(word) for word in [*command, *words]], stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(ran.stdout)
