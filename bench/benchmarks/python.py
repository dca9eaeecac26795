"""PyFlink on Drey beside stock PyFlink, beside Java, and its tests beside a cluster's. Parts, chosen by --parts:

start       from the call until every subtask runs: Drey, and the scripts of the PyPI distribution, on the same job
tests       scenarios of python/tests, each a test of its own: by drey.testing, on one mini cluster in one JVM, and with one for each
throughput  bot tagging in Java, in Python with workers in processes and in threads: lines a second, memory, and equal lines.
            Nobody is forgotten: PyFlink 1.20.0 cannot open state with a time to live in threads
"""
import json
import pathlib
import shutil
import statistics
import subprocess
import time

from benchmarks import drey, places, stock
from benchmarks.processes import Client, end, resident_mb, start, until

PARTS = ("start", "tests", "throughput")
DREY, STOCK = "start, Drey until RUNNING", "start, stock scripts in order"
DREY_RUNS = "start, Drey until every subtask runs"
HARNESS, SHARED, OWN = "a test, drey.testing", "a test, one mini cluster for all", "a test, one mini cluster each"
JAVA, PROCESSES, THREADS = "Java", "Python in processes", "Python in threads"
GOALS = [
    {"goal": "start at most half of stock", "of": [DREY, STOCK], "most": 0.5},
    {"goal": "a hundred times faster than one mini cluster for all", "of": [HARNESS, SHARED], "most": 0.01},
]
CHECKPOINT_MILLIS = 1_000
RUN_OPTIONS = "kinesis.analytics.flink.run.options"
HERE = places.ROOT / "bench/python"
TESTS, ON_CLUSTER, OF_THEIR_OWN = 50, 8, 2
BUCKET = "bench-lake"


def run(result, folder, args):
    for part in args.parts:
        {"start": starts, "tests": tests, "throughput": throughput}[part](result, folder, args)


def starts(result, folder, args):
    job = HERE / "start"
    file = pathlib.Path(shutil.make_archive(str(folder / "counting"), "zip", job))
    server = drey.Server(folder / "start")
    server.create("counting", file, {RUN_OPTIONS: {"python": "main.py"}}, CHECKPOINT_MILLIS)
    server.start("counting")  # not measured, of nobody: it warms the disk's cache
    server.stop("counting")
    for turn in range(args.n):
        time.sleep(args.settle)
        runs, running = started(server, "counting")
        result.add(DREY, running)
        result.add(DREY_RUNS, runs)
        server.stop("counting")
        time.sleep(args.settle)
        flink = StockPython(folder / f"stock-{turn}", file, job / "main.py")
        result.add(STOCK, flink.start(in_order=True))
        flink.close()
    server.close()


def started(server, name):
    """How long until every subtask runs, which is what the peer's clock shows, and until it is RUNNING: it has to run for a while."""
    before = set(facts(server, name))
    began = time.monotonic()
    server.api.call("StartApplication", ApplicationName=name)
    file = until("there is a JobManager", lambda: next(iter(set(facts(server, name)) - before), None))
    flink = Client("127.0.0.1", json.loads(file.read_text())["restPort"])
    until("every subtask runs", lambda: stock.runs(flink))
    runs = time.monotonic() - began
    server.reach(name, "RUNNING")
    return runs, time.monotonic() - began


def facts(server, name):
    return server.home.glob(f"clusters/{name}-*/*/*/facts.json")


class StockPython(stock.Flink):
    """The scripts, and PyFlink of the same release, as pip has installed it."""

    def __init__(self, folder, code, script):
        folder.mkdir()
        python = tests_python()
        settings = {"python.executable": python, "python.client.executable": python}
        self.settings = [f"-D{key}={value}" for key, value in settings.items()]
        super().__init__(folder, code, "org.apache.flink.client.python.PythonDriver", ["-py", script], CHECKPOINT_MILLIS)

    def script(self, name, *arguments):
        words = list(arguments)
        words[1:1] = self.settings
        return super().script(name, *words)


def tests_python():
    where = [places.ROOT / "python/environment", "--where"]
    python = subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip()
    if not pathlib.Path(python).exists():
        raise places.Missing("there is no PyFlink to compare with; make it with python/environment")
    return python


def tests(result, folder, args):
    own = places.ROOT / "python"
    env = {"PYTHONPATH": f"{own}/src:{own}/tests"}

    def played(how, count):
        with open(folder / "tests.out", "wb") as out:
            program = [tests_python(), "-W", "ignore", HERE / "operator_tests.py", how, count, folder]
            process = start(program, folder / "tests.err", env, stdout=out)
            if process.wait() != 0:
                raise RuntimeError(f"the tests by {how} failed; see {folder}/tests.err")
        return json.loads((folder / "tests.out").read_text())

    for _ in range(args.n):
        by_harness = played("harness", TESTS)
        on_cluster = played("cluster", ON_CLUSTER)
        result.add(HARNESS, statistics.mean(by_harness["seconds"]))
        # The first one waits for classes to be loaded, and stands for all that follow if there are few.
        result.add(SHARED, statistics.mean(on_cluster["seconds"][1:]))
        equal = all(by_harness["came"][name] == came for name, came in on_cluster["came"].items())
        if not equal:
            raise RuntimeError("what came out of the harness and of Flink differs")
        began = time.monotonic()
        for _ in range(OF_THEIR_OWN):
            played("cluster", 1)
        result.add(OWN, (time.monotonic() - began) / OF_THEIR_OWN)
    result.note(
        f"means of {TESTS} tests by drey.testing, of {ON_CLUSTER - 1} on one mini cluster after a first one, of {OF_THEIR_OWN}"
        f" with one each and the JVM's start; {ON_CLUSTER} were played both ways, with equal output"
    )


def throughput(result, folder, args):
    jar = places.DISTRIBUTION / "apps/bot-tagging.jar"
    file = packaged(jar, folder / "bot-tagging.zip")
    server = drey.Server(folder / "throughput", f"drey.state.location=s3://{BUCKET}/state")
    server.put(BUCKET, "made", b"")
    server.endpoints()
    feed = Interactions(folder, server.home / "endpoints.json")
    for_java = 5 * args.interactions
    feed.fill("python", args.interactions)
    feed.fill("java", for_java)
    result.note(
        f"{args.interactions:,} interactions by Kafka ({for_java:,} for Java), parallelism 1, checkpoints each second; every line compared"
    )
    python = {RUN_OPTIONS: {"python": "main.py", "jarfile": "lib/pyflink-dependencies.jar", "pyFiles": "dep/"}}
    threads = {**python, "drey.flink.configuration": {"python.execution-mode": "thread"}}
    for turn in range(args.n):
        for series, topic, count, code, more in [
            (JAVA, "java", for_java, jar, {}),
            (PROCESSES, "python", args.interactions, file, python),
            (THREADS, "python", args.interactions, file, threads),
        ]:
            time.sleep(args.settle)
            name = f"{series.replace(' ', '-').lower()}-{turn}"
            server.create(name, code, {**more, **feed.properties(name, topic)}, CHECKPOINT_MILLIS)
            server.start(name)
            result.add(f"{series}, lines a second", rate(feed.watch(name, count)), "lines/s")
            jvms = [pid for role in ("jobmanager", "taskmanager") for pid in server.pids(role)[:1]]
            result.add(f"{series}, memory", sum(resident_mb(pid) for each in jvms for pid in tree(each)), "MB")
            server.stop(name)
    feed.close()
    server.close()


def packaged(jar, target):
    runtime = places.DISTRIBUTION / "runtimes/flink-1.20"
    home = pathlib.Path.home() / ".cache/drey/python"
    where = [runtime / "install-python.sh", "--where", runtime, home]
    python = subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip() + "/bin/python"
    if not pathlib.Path(python).exists():
        raise places.Missing("there is no environment for applications in Python; make it with ./drey runtime install python")
    package = [places.ROOT / "apps/bot-tagging-python/package", jar, target, python]
    subprocess.run(package, capture_output=True, check=True)
    return target


def rate(samples):
    """Between the first and the last files that came."""
    (first, least), *_, (last, most) = [sample for before, sample in zip([(0, 0), *samples], samples) if sample[1] > before[1]]
    return (most - least) / (last - first) * 1000


def tree(pid):
    """A process and all below it."""
    children = pathlib.Path(f"/proc/{pid}/task").glob("*/children")
    return [pid, *(below for file in children for child in file.read_text().split() for below in tree(int(child)))]


class Interactions:
    """A JVM with a Kafka full of them."""

    def __init__(self, folder, endpoints):
        kinesis = places.ROOT / "apps/bot-tagging/kinesis"
        if not (kinesis / "node_modules").exists():
            raise places.Missing(f"there is no kinesis-local; fetch it with npm ci --prefix {kinesis.relative_to(places.ROOT)}")
        java = ["java", "-XX:+UseSerialGC", "-Xmx1536m", "-cp", f"{places.bench_jar()}:{places.DISTRIBUTION}/lib/demo/*"]
        command = [*java, "dev.drey.bench.FilledInteractions", folder / "feed", kinesis, endpoints, BUCKET]
        (folder / "feed").mkdir()
        self.process = start(command, folder / "feed.log", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        _, self.kafka, self.kinesis = self.said("serves")

    def said(self, word):
        line = self.process.stdout.readline().split()
        if not line or line[0] != word:
            raise RuntimeError(f"the feed did not say {word} but {line}")
        return line

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def fill(self, topic, count):
        self.tell(f"fill {topic} {count}")
        self.said("filled")

    def properties(self, name, topic):
        credentials = {"provider": "BASIC", "provider.basic.accesskeyid": "any", "provider.basic.secretkey": "any"}
        return {
            "bot-tagging": {
                "bootstrap.servers": self.kafka,
                "input.topic": topic,
                "dead.letter.topic": "letters",
                "group.id": name,
                "transactional.id.prefix": name,
                "kinesis.stream": "interactions",
                "kinesis.endpoint": self.kinesis,
                "output.json": f"s3://{BUCKET}/{name}",
                "rate.per.minute": "12",
                "user.remembered": "PT0S",
                "honeypots": "/wp-login.php",
            },
            "kinesis": {f"aws.credentials.{key}": value for key, value in credentials.items()},
        }

    def watch(self, folder, count):
        """Samples (time in ms, lines) until all are there, and equal to what they have to be."""
        self.tell(f"watch {folder} {count}")
        samples = []
        while True:
            words = self.process.stdout.readline().split()
            if words == ["equal"]:
                return samples
            if len(words) != 2:
                raise RuntimeError(f"the feed ended: {words}; its log says why")
            samples.append((int(words[0]), int(words[1])))

    def close(self):
        self.process.stdin.close()
        end(self.process)
