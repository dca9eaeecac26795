"""What it costs a server to collect the numbers of 200 applications, and to bound what their JVMs print.

One real job runs on a real server first: what its JobManager and its TaskManager tell is recorded. Then 400 processes that
only sleep stand for the JVMs of 200 such applications, and one program answers for all of them, at a port each, what was
recorded. What reads them is a server's own: its collector, its look at processes, its store and its history, in a JVM with a
server's options, which does nothing else. The applications are at the level APPLICATION.
"""
import pathlib
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.request

from benchmarks import alerts, drey, places
from benchmarks.processes import end, start, until

APPLICATIONS = 200
WARMING, ROUNDS = 20, 10
INTERVAL, PRINTS = 15, 5  # seconds between two rounds of a server
COLLECT, BOUND = "collecting, of a core", "bounding prints, of a core"
UNIT = "%"
GOALS = [{"goal": "200 applications for less than 5 % of a core", "of": [COLLECT], "most": 5}]
MAIN = "dev.drey.bench.Collecting"


def run(result, folder, args):
    told = record(folder)
    for role, text in told.items():
        numbers = sum(1 for line in text.splitlines() if line and not line.startswith(b"#"))
        result.note(f"a {role} tells {numbers:,} numbers in {len(text) / 1024:.0f} KiB")
    for turn in range(args.n):
        time.sleep(args.settle)
        home = folder / f"many-{turn}"
        home.mkdir()
        shutil.copy(folder / "running.db", home / "drey.db")
        answering, asleep = applications(folder, home)
        said = collect(home)
        for process in [answering, *asleep]:
            end(process)
        per_round = numbers_of(said, "collected")
        result.add(COLLECT, sum(per_round) / len(per_round) / INTERVAL / 10, UNIT)
        bound = numbers_of(said, "bounded")
        result.add(BOUND, sum(bound) / len(bound) / PRINTS / 10, UNIT)
        result.note(f"a round took {min(per_round):.0f} to {max(per_round):.0f} ms of a core")
        result.note(re.search("kept .*", said).group())


def record(folder):
    """What the JVMs of a job that reads Kafka tell."""
    kafka = alerts.Kafka(folder / "kafka")
    server = drey.Server(folder / "drey")
    jar = alerts.with_main(folder / "job.jar", alerts.MAIN, [places.bench_jar(), places.sessionize_jar()])
    group = {"bootstrap.servers": kafka.servers, "topic": "visits", "file": str(folder / "none"), "memory": "0"}
    server.create("one", jar, {"troubled": group}, alerts.CHECKPOINT_MILLIS)
    server.start("one")
    told = {}
    for role in ["jobmanager", "taskmanager"]:
        port = until("it says where", lambda: ports(server.home, role), 60, 0.2)
        until("it tells of its job", lambda: b"_job_" in ask(port), 60, 0.5)
    time.sleep(2 * alerts.CHECKPOINT_MILLIS / 1000)
    for role in ["jobmanager", "taskmanager"]:
        told[role] = ask(ports(server.home, role))
        (folder / role).write_bytes(told[role])
    # A copy of what is there while it runs, or it would not be known as running.
    with sqlite3.connect(server.home / "drey.db") as store, sqlite3.connect(folder / "running.db") as copy:
        store.backup(copy)
    server.stop("one")
    server.close()
    kafka.close()
    return told


def ports(home, role):
    return [int(file.read_text()) for file in home.glob(f"clusters/*/*/*/{role}*.metrics")][:1]


def ask(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port[0]}/metrics", timeout=10) as answer:
        return answer.read()


def applications(folder, home):
    """Processes that sleep, marked as those of deployments, with the files that a launcher writes about them."""
    command = ["java", "-XX:+UseSerialGC", "-Xmx128m", "-cp", places.bench_jar(), "dev.drey.bench.Answering"]
    command += [APPLICATIONS, folder / "jobmanager", folder / "taskmanager"]
    answering = start(command, folder / "answering.log", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    boot = pathlib.Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    asleep = []
    for number in range(APPLICATIONS):
        place = home / f"clusters/many-{number}-u{number}/d{number}/1"
        place.mkdir(parents=True)
        (place / "facts.json").write_text('{"restPort":1,"rpcPort":1,"taskManagers":1,"resumed":0}')
        for name, port in zip(["jobmanager", "taskmanager-1-1"], answering.stdout.readline().split()):
            mark = f"-Ddrey.deployment=d{number}"
            sleeping = start([mark, "600"], folder / "sleep.log", executable=shutil.which("sleep"))
            asleep.append(sleeping)
            (place / f"{name}.process").write_text(f"{sleeping.pid} {began(sleeping.pid)} {boot}\n")
            (place / f"{name}.metrics").write_text(port)
            (place / f"{name}.out").write_text("OpenJDK 64-Bit Server VM warning: as real ones print\n")
    return answering, asleep


def began(pid):
    """In the kernel's ticks, as the field of that number says it."""
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]


def collect(home):
    lib = places.DISTRIBUTION / "lib"
    options = re.search("server_options='(.*)'", places.drey().read_text()).group(1).split()
    command = ["java", *options, "-cp", f"{places.bench_jar()}:{lib}/server/*", MAIN, home, APPLICATIONS, WARMING, ROUNDS]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the collecting ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def numbers_of(said, what):
    return [float(number) for number in re.findall(f"^{what} ([0-9.]+)$", said, re.MULTILINE)]
