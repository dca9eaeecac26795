"""Lines a second of sessionize over a topic that is full before it starts, in Drey and in stock Flink.

The clock runs from the first line that comes out (a malformed one, near the start of the day) until the last session
(which the end marker closes). What is written and not committed yet counts, for commits come with checkpoints only.
"""
import json
import subprocess
import time

from benchmarks import drey, places, stock
from benchmarks.processes import start

DREY, STOCK = "Drey", "stock scripts"
DREY_WARM, STOCK_WARM = "Drey, second half", "stock scripts, second half"
UNIT = "lines/s"
CHECKPOINT_MILLIS = 5_000
MAIN = "dev.drey.sessionize.Main"
GOALS = [
    {"goal": "no slower than stock", "of": [DREY, STOCK], "least": 1.0},
    {"goal": "no slower than stock in the second half", "of": [DREY_WARM, STOCK_WARM], "least": 1.0},
]
PATIENCE_SECONDS = 300


def run(result, folder, args):
    kafka = Kafka(folder / "kafka", args.lines)
    result.note(f"{args.lines:,} lines, parallelism 1, checkpoints every {CHECKPOINT_MILLIS / 1000:.0f} s")
    server = drey.Server(folder / "drey")
    for turn in range(args.n):
        time.sleep(args.settle)
        name = f"drey-{turn}"
        properties = kafka.prepare(name)
        server.create(name, places.sessionize_jar(), properties, CHECKPOINT_MILLIS)
        add(result, kafka.watch(name, lambda: server.start(name)), args.lines, DREY, DREY_WARM)
        server.stop(name)
        time.sleep(args.settle)
        name = f"stock-{turn}"
        flink = peer(folder / name, kafka.prepare(name))
        add(result, kafka.watch(name, lambda: flink.start(in_order=True)), args.lines, STOCK, STOCK_WARM)
        flink.close()
    server.close()
    kafka.close()
    if len(set(kafka.sessions)) > 1:
        raise RuntimeError(f"not the same number of sessions each time: {kafka.sessions}")
    result.note(f"{kafka.sessions[0]:,} sessions came out each time")


def peer(folder, properties):
    folder.mkdir()
    file = folder / "properties.json"
    file.write_text(json.dumps(drey.groups(properties)))
    return stock.Flink(folder, places.sessionize_jar(), MAIN, [str(file)], CHECKPOINT_MILLIS)


def add(result, samples, lines, whole, second_half):
    began, half, over = times(samples)
    result.add(whole, lines / (over - began) * 1000, UNIT)
    result.add(second_half, lines / 2 / (over - half) * 1000, UNIT)


def times(samples):
    """When the first line came out, when half of the malformed ones had, and when the last session did, in ms."""
    dead = samples[-1][2]
    began = next(millis for millis, _, bad in samples if bad > 0)
    half = next(millis for millis, _, bad in samples if bad >= dead / 2)
    # A commit leaves a mark that counts as one record: what comes alone after the end is no session.
    over = max(
        later[0] for earlier, later in zip(samples, samples[1:]) if later[1] - earlier[1] > 1 or later[2] - earlier[2] > 1
    )
    return began, half, over


class Kafka:
    """A JVM that holds a day of visits and tells how much has come out."""

    def __init__(self, folder, lines):
        folder.mkdir()
        java = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"]
        path = f"{places.bench_jar()}:{places.DISTRIBUTION}/lib/demo/*"
        command = [*java, "-cp", path, "dev.drey.bench.FilledKafka", folder, lines]
        self.process = start(
            command, folder / "filled-kafka.log", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.servers = self.said("filled")[1]
        self.sessions = []

    def said(self, word):
        line = self.process.stdout.readline().split()
        if not line or line[0] != word:
            raise RuntimeError(f"Kafka did not say {word} but {line}")
        return line

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def prepare(self, name):
        """Makes topics to write to and returns the properties of the application."""
        self.tell(f"topics sessions-{name} dead-{name}")
        self.said("made")
        return {
            "sessionize": {
                "bootstrap.servers": self.servers,
                "input.topic": "visits",
                "output.topic": "sessions-" + name,
                "dead.letter.topic": "dead-" + name,
                "group.id": name,
                "transactional.id.prefix": name,
            }
        }

    def watch(self, name, begin):
        """Begins, and samples (time, sessions, dead letters) until nothing has come out for a while."""
        self.tell(f"watch sessions-{name} dead-{name}")
        begin()
        samples = []
        last = time.monotonic()
        deadline = last + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            millis, sessions, dead = map(int, self.process.stdout.readline().split())
            if samples and sessions - samples[-1][1] + dead - samples[-1][2] > 1:
                last = time.monotonic()
            samples.append((millis, sessions, dead))
            if dead > 0 and time.monotonic() - last > 2.5 * CHECKPOINT_MILLIS / 1000:
                break
        self.tell(f"count sessions-{name}")
        while self.process.stdout.readline().strip() != "watched":
            pass
        self.sessions.append(int(self.said("counted")[1]))
        return samples

    def close(self):
        self.process.stdin.close()
        self.process.wait()
