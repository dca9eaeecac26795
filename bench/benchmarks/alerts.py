"""Every alert and every cause, provoked on a real job: when it is told, with which figure, and when it is over.

One job reads a topic that is written to steadily, and suffers from what a file tells it to. Thresholds are seconds
here where they are minutes otherwise; a receiver takes what is posted if it is signed.
"""
import hashlib
import hmac
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
import time
import zipfile

from benchmarks import drey, places
from benchmarks.processes import start, until

SECRET = "between us"
MAIN = "dev.drey.bench.TroubledJob"
CHECKPOINT_MILLIS = 2_000
RECORDS_PER_SECOND = 1_000
KPU_MIB = 1_728
PATIENCE_SECONDS = 150
SETTINGS = [
    "drey.metrics.interval=500ms",
    "drey.alerts.window=20s",
    "drey.alerts.without-checkpoint=5s",
    "drey.alerts.memory-holds=5s",
    "drey.alerts.quiet=5s",
    f"drey.kpu.memory={KPU_MIB}m",
]
TROUBLES = {
    "RESTARTING_IN_LOOPS": "fail",
    "NO_CHECKPOINT": "hold",
    "LAG_GROWS": "slow",
    "WATERMARK_STUCK": "still",
    "DISK_SHORT": None,
    "MEMORY_SHORT": "eat",
}
GOALS = []


def run(result, folder, args):
    inbox = Inbox()
    (folder / "secret").write_text(SECRET + "\n")
    disk = Disk(folder)
    settings = [f"drey.alerts.webhook={inbox.address}", f"drey.alerts.secret-file={folder / 'secret'}"]
    kafka = Kafka(folder / "kafka")
    server = drey.Server(folder / "drey", *SETTINGS, *settings, f"drey.alerts.disk={disk.threshold:.2f}")
    troubles = folder / "troubles"
    # The connector is that in the jar of sessionize.
    jar = with_main(folder / "troubled.jar", MAIN, [places.bench_jar(), places.sessionize_jar()])
    memory = KPU_MIB * 0.98 * 1024 * 1024
    group = {"bootstrap.servers": kafka.servers, "topic": "visits", "file": str(troubles), "memory": str(int(memory))}
    server.create("troubled", jar, {"troubled": group}, CHECKPOINT_MILLIS)
    server.start("troubled")
    until("it is well", lambda: health(server)["Health"] == "WELL", PATIENCE_SECONDS, 0.5)
    for alert, word in TROUBLES.items():
        begin, end = (disk.fill, disk.free) if word is None else (lambda: tell(troubles, word), lambda: tell(troubles, ""))
        provoke(result, server, inbox, alert, begin, end)
    explain_backpressure(result, server, troubles)
    if inbox.refused:
        raise RuntimeError(f"posts that were not signed, or not as documented: {inbox.refused}")
    expected = [(alert, state) for alert in TROUBLES for state in ("RAISED", "CLEARED")]
    told = [(post["Alert"], post["State"]) for post in inbox.posts]
    result.note(f"{len(told)} posts, all signed; beyond the twelve: {[one for one in told if one not in expected] or 'none'}")
    for one in expected:
        if told.count(one) > 1:
            result.note(f"{one[0]} {one[1]} was told {told.count(one)} times: another trouble brought it too")
    server.stop("troubled")
    server.close()
    kafka.close()
    inbox.close()


def provoke(result, server, inbox, alert, begin, end):
    before = len(inbox.posts)
    began = time.monotonic()
    begin()
    try:
        raised = until(f"{alert} is raised", lambda: inbox.find(before, alert, "RAISED"), PATIENCE_SECONDS, 0.05)
        result.add(f"{alert} raised", time.monotonic() - began)
        if not re.search("[0-9]", raised["Says"]) or not raised["NextStep"]:
            raise RuntimeError(f"an alert without a figure or a next step: {raised}")
        result.note(f"{alert}: {raised['Says']}")
        until(
            "the sentence says so",
            lambda: alert in [finding["Finding"] for finding in health(server)["Findings"]],
            PATIENCE_SECONDS,
            0.2,
        )
    finally:
        end()
    ended = time.monotonic()
    cleared = until(f"{alert} is cleared", lambda: inbox.find(before, alert, "CLEARED"), PATIENCE_SECONDS, 0.05)
    result.add(f"{alert} cleared", time.monotonic() - ended)
    if cleared["Id"] != raised["Id"]:
        raise RuntimeError(f"another alert was cleared: {raised} {cleared}")
    until("it is well again", lambda: health(server)["Health"] == "WELL", PATIENCE_SECONDS, 0.5)


def explain_backpressure(result, server, troubles):
    """Not an alert: it explains others, and says who holds the others up."""
    tell(troubles, "clog")

    def look():
        found = [each for each in health(server)["Findings"] if each["Finding"] == "BACK_PRESSURED"]
        return found and "busy" in found[0]["Says"] and found[0]

    result.note(f"BACK_PRESSURED: {until('backpressure is seen', look, PATIENCE_SECONDS, 0.2)['Says']}")
    tell(troubles, "")
    until("it is well again", lambda: health(server)["Health"] == "WELL", PATIENCE_SECONDS, 0.5)


def health(server):
    status, answer = server.api.ask("Drey_20261122.ExplainHealth", {"ApplicationName": "troubled"})
    if status != 200:
        raise RuntimeError(f"ExplainHealth answered {status}: {answer}")
    return answer


def tell(troubles, word):
    part = troubles.with_suffix(".part")
    part.write_text(word)
    part.rename(troubles)


def with_main(file, main, jars):
    """What is in several jars, the first one's where they have the same, with another main class."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\nMain-Class: {main}\n\n")
        for jar in jars:
            with zipfile.ZipFile(jar) as source:
                for name in source.namelist():
                    if not name.endswith("/") and name not in made.NameToInfo:
                        made.writestr(name, source.read(name))
    return file


class Disk:
    """Is short when a large file is on it: the threshold is set between what is taken now and what is taken then."""

    MARGIN, SHARE = 1.0, 2.0  # percent of the disk

    def __init__(self, folder):
        self.file = folder / "large"
        usage = shutil.disk_usage(folder)
        self.bytes = int(usage.total * self.SHARE / 100)
        self.threshold = 100 - 100 * usage.free / usage.total + self.MARGIN
        if usage.free < 2 * self.bytes or self.threshold + self.SHARE > 100:
            raise places.Missing("the disk is too full already to be made short")

    def fill(self):
        with open(self.file, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, self.bytes)

    def free(self):
        self.file.unlink(missing_ok=True)


class Inbox:
    """Takes what is signed as docs/observing.md says."""

    def __init__(self):
        self.posts, self.refused = [], []
        inbox = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                genuine = inbox.take(self.headers["Drey-Signature"], body)
                self.send_response(204 if genuine else 401)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/alerts"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, signature, body):
        t, v1 = (part.split("=", 1)[1] for part in signature.split(","))
        expected = hmac.new(SECRET.encode(), t.encode() + b"." + body, hashlib.sha256).hexdigest()
        genuine = hmac.compare_digest(v1, expected) and abs(time.time() - int(t)) < 300
        (self.posts if genuine else self.refused).append(json.loads(body))
        return genuine

    def find(self, before, alert, state):
        return next((post for post in self.posts[before:] if (post["Alert"], post["State"]) == (alert, state)), None)

    def close(self):
        self.server.shutdown()


class Kafka:
    """A JVM with a topic that is written to."""

    def __init__(self, folder):
        folder.mkdir()
        java = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"]
        path = f"{places.bench_jar()}:{places.DISTRIBUTION}/lib/demo/*"
        command = [*java, "-cp", path, "dev.drey.bench.FedKafka", folder, "visits", RECORDS_PER_SECOND]
        self.process = start(
            command, folder / "fed-kafka.log", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline().split()
        if not line or line[0] != "fed":
            raise RuntimeError(f"Kafka did not say that it is fed but {line}")
        self.servers = line[1]

    def close(self):
        self.process.stdin.close()
        self.process.wait()
