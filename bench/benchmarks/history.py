"""How long questions about two weeks take, of a history that 200 applications have filled.

The history is written into the server's own file, each minute of the last day and each five minutes before, as it is
after two weeks; asked is over CloudWatch's API.
"""
import json
import sqlite3
import time

from benchmarks import drey
from benchmarks.processes import until

APPLICATIONS, DAYS = 200, 14
FOUND = 100  # as many as a search finds at most
METRICS = [
    "KPUs", "cpuUtilization", "heapMemoryUtilization", "managedMemoryUtilization", "containerCPUUtilization",
    "containerMemoryUtilization", "containerDiskUtilization", "threadsCount", "oldGenerationGCCount",
    "oldGenerationGCTime", "uptime", "downtime", "fullRestarts", "lastCheckpointDuration", "lastCheckpointSize",
    "numberOfFailedCheckpoints", "numRecordsIn", "numRecordsInPerSecond", "numRecordsOut", "numRecordsOutPerSecond",
    "numLateRecordsDropped", "currentInputWatermark", "currentOutputWatermark", "busyTimeMsPerSecond",
    "backPressuredTimeMsPerSecond", "idleTimeMsPerSecond", "managedMemoryUsed", "managedMemoryTotal",
    "records_lag_max", "commitsSucceeded", "commitsFailed", "committedOffsets", "currentOffsets", "bytesConsumedRate",
]  # fmt: skip
ONE, DASHBOARD, SEARCH, LIST = (
    "one metric, each 5 min",
    "20 metrics, each hour",
    "one metric of 100 applications, each hour",
    "ListMetrics of one application",
)
START = "server start until its first answer"
GOALS = [
    {"goal": "one metric over two weeks within 100 ms", "of": [ONE], "most": 0.1},
    {"goal": "a dashboard of 20 metrics within 1 s", "of": [DASHBOARD], "most": 1},
]


def run(result, folder, args):
    home = folder / "drey"
    server = drey.Server(home)
    until("the history is there", lambda: (home / "metrics.db").exists() and tables(home), 60, 0.2)
    account = server.endpoints().get("account", "000000000000")
    server.close()
    now = int(time.time())
    rows = fill(home / "metrics.db", account, now)
    result.note(f"{rows:,} points, {(home / 'metrics.db').stat().st_size / 2**20:,.0f} MiB")
    ask_all(result, home, now, args.n)


def ask_all(result, home, now, times):
    began = time.monotonic()
    server = drey.Server(home)
    result.add(START, server.answered - began)
    time.sleep(5)
    for _ in range(times):
        points = timed(result, ONE, lambda: data(server, now, 300, [stat("numRecordsIn", "a-7")]))
        expected = DAYS * 24 * 12
        if abs(sum(map(len, points)) - expected) > 3:
            raise RuntimeError(f"{sum(map(len, points))} points, not {expected}")
        wanted = [stat(metric, "a-11") for metric in METRICS[:20]]
        points = timed(result, DASHBOARD, lambda: data(server, now, 3600, wanted))
        if len(points) != 20 or any(abs(len(each) - DAYS * 24) > 2 for each in points):
            raise RuntimeError(f"not 20 times {DAYS * 24} points but {list(map(len, points))}")
        search = "SEARCH('{AWS/KinesisAnalytics,Application} MetricName=\"numRecordsIn\"', 'Sum', 3600)"
        points = timed(result, SEARCH, lambda: data(server, now, 3600, [{"Expression": search}]))
        if len(points) != FOUND:
            raise RuntimeError(f"{len(points)} lines, not {FOUND}")
        timed(result, LIST, lambda: ask(server, "ListMetrics", {"Dimensions": [{"Name": "Application", "Value": "a-3"}]}))
    server.close()


def tables(home):
    with sqlite3.connect(home / "metrics.db") as file:
        return file.execute("SELECT 1 FROM sqlite_master WHERE name = 'point'").fetchone()


def fill(path, account, now):
    with sqlite3.connect(path) as file:
        for number in range(APPLICATIONS):
            dimensions = json.dumps({"Application": f"a-{number}"}, separators=(",", ":"))
            rows = [(account, metric, dimensions, "Count", "APPLICATION") for metric in METRICS]
            file.executemany("INSERT INTO series (account, metric, dimensions, unit, level) VALUES (?, ?, ?, ?, ?)", rows)
        day, weeks = now - 86_400, now - DAYS * 86_400
        file.execute(
            """
            WITH RECURSIVE
              old (at) AS (SELECT ? / 300 * 300 + 300 UNION ALL SELECT at + 300 FROM old WHERE at + 300 < ? / 300 * 300),
              fresh (at) AS (SELECT ? / 300 * 300 UNION ALL SELECT at + 60 FROM fresh WHERE at + 60 < ?)
            INSERT INTO point
              SELECT id, at, n, n * (at % 1000), 0, at % 1000
              FROM series CROSS JOIN (SELECT at, 20 AS n FROM old UNION ALL SELECT at, 4 FROM fresh)
              ORDER BY id, at
            """,
            [weeks, day, day, now],
        )
        file.execute("INSERT OR REPLACE INTO widened VALUES (1, ? / 300 * 300)", [day])
        return file.execute("SELECT count(*) FROM point").fetchone()[0]


def stat(metric, application):
    named = {
        "Namespace": "AWS/KinesisAnalytics",
        "MetricName": metric,
        "Dimensions": [{"Name": "Application", "Value": application}],
    }
    return {"MetricStat": {"Metric": named, "Stat": "Sum"}}


def data(server, now, period, queries):
    """The values of all lines, page by page."""
    queries = [{"Id": f"q{number}", **query} for number, query in enumerate(queries)]
    for query in queries:
        if "MetricStat" in query:
            query["MetricStat"]["Period"] = period
    request = {"StartTime": now - DAYS * 86_400, "EndTime": now, "MetricDataQueries": queries}
    lines, token = {}, {}
    while True:
        page = ask(server, "GetMetricData", {**request, **token})
        for found in page["MetricDataResults"]:
            lines.setdefault((found["Id"], found["Label"]), []).extend(found["Values"])
        if "NextToken" not in page:
            return list(lines.values())
        token = {"NextToken": page["NextToken"]}


def ask(server, operation, request):
    status, answer = server.api.ask("GraniteServiceVersion20100801." + operation, request, "monitoring")
    if status != 200:
        raise RuntimeError(f"{operation} answered {status}: {answer}")
    return answer


def timed(result, series, look):
    began = time.monotonic()
    seen = look()
    result.add(series, time.monotonic() - began)
    return seen
