"""Flink as it comes, started by its own scripts: the peer."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import threading
import time

from benchmarks import places
from benchmarks.processes import Client, end, free_port, start, until

JOB = "0" * 28 + "beac"

# What Drey gives an application where nothing else is said (core/capacity): Flink derives the parts in the same way.
MEMORY = {"jobmanager.memory.process.size": "832m", "taskmanager.memory.process.size": "1728m"}


def drey_flags():
    """The options that Drey's own runtime gives its JVMs, by role."""
    flags = {"common": [], "jobmanager": [], "taskmanager": []}
    options = places.DISTRIBUTION / "runtimes/flink-1.20/jvm-options"
    for line in options.read_text().splitlines():
        words = line.split(None, 1)
        if len(words) == 2 and words[0] in flags:
            flags[words[0]].append(words[1])
    return {role: " ".join(flags["common"] + own) for role, own in flags.items() if role != "common"}


class Flink:
    """One cluster for one job: its folder looks like an unpacked distribution with the jar in usrlib."""

    def __init__(self, folder, jar, main, arguments, checkpoint_millis, flags=False):
        self.folder, self.main, self.arguments = folder, main, arguments
        self.rest = free_port()
        self.client = Client("127.0.0.1", self.rest)
        self.managers = {}
        self.supervised = self.closing = False
        stock = places.stock_flink()
        for name in ["lib", "plugins", "opt"]:
            shutil.copytree(stock / name, folder / name, copy_function=os.symlink)
        shutil.copytree(stock / "bin", folder / "bin")
        shutil.copytree(stock / "conf", folder / "conf")
        for name in ["usrlib", "log", "tmp", "pid", "checkpoints", "savepoints"]:
            (folder / name).mkdir()
        shutil.copy(jar, folder / "usrlib/job.jar")
        self.configure(checkpoint_millis, flags)

    def configure(self, checkpoint_millis, flags):
        file = self.folder / "conf/config.yaml"
        settings = {
            **MEMORY,
            "env.java.opts.all": opens(file),
            "jobmanager.rpc.address": "127.0.0.1",
            "jobmanager.rpc.port": free_port(),
            "jobmanager.bind-host": "127.0.0.1",
            "taskmanager.host": "127.0.0.1",
            "taskmanager.bind-host": "127.0.0.1",
            "rest.address": "127.0.0.1",
            "rest.bind-address": "127.0.0.1",
            "rest.port": self.rest,
            "taskmanager.numberOfTaskSlots": 1,
            "parallelism.default": 1,
            "jobmanager.execution.failover-strategy": "region",
            "io.tmp.dirs": self.folder / "tmp",
            "state.backend.type": "rocksdb",
            "execution.checkpointing.incremental": "true",
            "execution.checkpointing.interval": f"{checkpoint_millis} ms",
            "execution.checkpointing.min-pause": "500 ms",
            "execution.checkpointing.dir": (self.folder / "checkpoints").as_uri(),
            "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
        }
        if flags:
            roles = drey_flags()
            settings["env.java.opts.jobmanager"] = roles["jobmanager"]
            settings["env.java.opts.taskmanager"] = roles["taskmanager"]
        file.write_text("".join(f"{key}: {json.dumps(str(value))}\n" for key, value in settings.items()))

    def script(self, name, *arguments):
        env = {
            "FLINK_CONF_DIR": str(self.folder / "conf"),
            "FLINK_LOG_DIR": str(self.folder / "log"),
            "FLINK_PID_DIR": str(self.folder / "pid"),
        }
        return start([self.folder / "bin" / name, *arguments], self.folder / f"log/{name}.out", env)

    def start_job_manager(self, restore=None):
        restoring = ["--fromSavepoint", restore] if restore else []
        job = ["--job-classname", self.main, "--job-id", JOB, *restoring, *self.arguments]
        self.managers["job"] = self.script("standalone-job.sh", "start-foreground", *job)

    def start_task_manager(self):
        self.managers["task"] = self.script("taskmanager.sh", "start-foreground")

    def start(self, in_order=False):
        """Returns how long it took until every subtask was RUNNING."""
        began = time.monotonic()
        self.start_job_manager()
        if in_order:
            until("the JobManager answers", lambda: self.client.ask("GET", "/overview")[0] == 200)
        self.start_task_manager()
        until("every subtask runs", self.runs)
        return time.monotonic() - began

    def runs(self):
        for role, process in self.managers.items():
            if process.poll() is not None and not self.supervised:
                raise RuntimeError(f"the {role} manager ended at its start; see {self.folder}/log")
        return runs(self.client)

    def newest_checkpoint(self):
        done = sorted(self.folder.glob("checkpoints/*/chk-*/_metadata"), key=lambda file: file.stat().st_mtime_ns)
        return done[-1].parent.as_uri() if done else None

    def supervise(self):
        """Starts again at once what dies; a JobManager from the newest checkpoint."""
        self.supervised = True
        threading.Thread(target=self.watch, args=("job", self.start_again), daemon=True).start()
        threading.Thread(target=self.watch, args=("task", self.start_task_manager), daemon=True).start()

    def watch(self, role, again):
        while not self.closing:
            self.managers[role].wait()
            if not self.closing:
                again()

    def start_again(self):
        self.start_job_manager(self.newest_checkpoint())

    def kill(self, role):
        os.kill(self.managers[role].pid, signal.SIGKILL)

    def stop_with_savepoint(self):
        """By the command line client; returns where the savepoint is."""
        command = [self.folder / "bin/flink", "stop", "-m", f"127.0.0.1:{self.rest}", "-p", self.folder / "savepoints", JOB]
        env = {**os.environ, "FLINK_CONF_DIR": str(self.folder / "conf"), "FLINK_LOG_DIR": str(self.folder / "log")}
        told = subprocess.run([str(word) for word in command], env=env, capture_output=True, text=True, check=True).stdout
        return told.split("Path:")[1].split()[0]

    def close(self):
        self.closing = True
        for process in self.managers.values():
            end(process)


def runs(client):
    """From the overview, for Flink answers it from what it knows this moment, and other pages from what it knew a while ago."""
    status, overview = client.ask("GET", "/jobs/overview")
    if status != 200:
        return False
    return any(job["state"] == "RUNNING" and job["tasks"]["running"] == job["tasks"]["total"] for job in overview["jobs"])


def opens(file):
    """What the distribution's own settings open of Java 17."""
    for line in pathlib.Path(file).read_text().splitlines():
        if line.strip().startswith("all: --add"):
            return line.split("all:", 1)[1].strip()
    raise places.Missing(f"{file} opens nothing of Java 17")
