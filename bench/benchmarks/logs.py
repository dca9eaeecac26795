"""Lines a second that one application can log, and whether all of them are there: in Drey and in stock Flink.

One subtask logs numbered lines as fast as it can. The clock is that of the lines themselves, the first until the last.
In Drey they are counted through CloudWatch Logs' API, as clients read them; in stock Flink in its log file. A line of Drey's
is JSON, and says from where in the code it is, which stock's does not.
"""
import datetime
import re
import time

from benchmarks import drey, places, stock
from benchmarks.alerts import with_main
from benchmarks.processes import until

LINES = 1_000_000
MAIN = "dev.drey.bench.LoggingJob"
DREY, STOCK, READ = "Drey", "stock Flink's log4j2 to a file", "Drey, read back over the API"
UNIT = "lines/s"
PATIENCE_SECONDS = 180
CHECKPOINT_MILLIS = 5_000
NUMBER = re.compile(r"\border (\d+) of customer ")
STREAM = "kinesis-analytics-log-stream"
# As much as all lines take, or the oldest would go.
SETTINGS = ["drey.logs.process-size=2g", "drey.logs.ended-size=8g"]
GOALS = [{"goal": "50,000 lines a second, nothing lost", "of": [DREY], "least": 50_000}]


def run(result, folder, args):
    jar = with_main(folder / "logging.jar", MAIN, [places.bench_jar()])
    server = drey.Server(folder / "drey", *SETTINGS)
    for turn in range(args.n):
        time.sleep(args.settle)
        name = f"logging-{turn}"
        server.create(name, jar, {"logging": {"lines": str(LINES)}}, CHECKPOINT_MILLIS)
        server.start(name)
        until("all lines are logged", lambda: server.describe(name)["ApplicationStatus"] == "READY", PATIENCE_SECONDS, 0.2)
        began = time.monotonic()
        lines = Lines()
        for event in events(server, "/aws/kinesis-analytics/" + name):
            lines.add(event["message"], event["timestamp"])
        took = time.monotonic() - began
        result.add(DREY, lines.a_second(), UNIT)
        result.add(READ, lines.seen / took, UNIT)
        time.sleep(args.settle)
        result.add(STOCK, logged_by_stock(folder / f"stock-{turn}", jar).a_second(), UNIT)
    server.close()
    result.note(f"{LINES:,} lines of one subtask; each number was there once each time")


def logged_by_stock(folder, jar):
    folder.mkdir()
    flink = stock.Flink(folder, jar, MAIN, [str(LINES)], CHECKPOINT_MILLIS)
    flink.start(in_order=True)
    until("all lines are logged", lambda: flink.managers["job"].poll() is not None, PATIENCE_SECONDS, 0.2)
    flink.close()
    lines = Lines()
    for file in (folder / "log").glob("*taskexecutor*.log*"):
        with open(file, encoding="utf-8") as told:
            for line in told:
                lines.add(line, lambda said=line: datetime.datetime.strptime(said[:23], "%Y-%m-%d %H:%M:%S,%f").timestamp() * 1000)
    return lines


def events(server, group):
    """Page by page from the beginning, until the token stays the same."""
    token = {}
    while True:
        request = {"logGroupName": group, "logStreamName": STREAM, "startFromHead": True, **token}
        status, page = server.api.ask("Logs_20140328.GetLogEvents", request, "logs")
        if status != 200:
            raise RuntimeError(f"GetLogEvents answered {status}: {page}")
        yield from page["events"]
        if page["nextForwardToken"] == token.get("nextToken"):
            return
        token = {"nextToken": page["nextForwardToken"]}


class Lines:
    """Which numbers were logged, and when the first and the last one were."""

    def __init__(self):
        self.there = bytearray(LINES)
        self.seen = 0
        self.first = self.last = None

    def add(self, text, millis):
        found = NUMBER.search(text)
        if found is None:
            return
        number = int(found.group(1))
        if self.there[number]:
            raise RuntimeError(f"line {number} is there twice")
        self.there[number] = 1
        self.seen += 1
        if number in (0, LINES - 1):
            at = millis() if callable(millis) else millis
            self.first, self.last = (at, self.last) if number == 0 else (self.first, at)

    def a_second(self):
        if self.seen != LINES:
            raise RuntimeError(f"{LINES - self.seen} of {LINES} lines are not there")
        return LINES / (self.last - self.first) * 1000
