"""Processes that end with the benchmark, however it ends."""
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

started = []
at_end = []  # what else has to be done, for what lives on without its parent


def start(command, log, env=None, **options):
    """In a group of its own, so that all of it can be ended."""
    with open(log, "ab") as out:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdout=options.pop("stdout", out),
            stderr=out,
            env={**os.environ, **(env or {})},
            start_new_session=True,
            **options,
        )
    started.append(process)
    return process


def end(process, how=signal.SIGKILL):
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        pass
    process.wait()


def end_all():
    while at_end:
        at_end[-1]()
    for process in started:
        end(process)
    started.clear()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def resident_mb(pid):
    return memory(pid, "VmRSS")


def memory(pid, field):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"no {field} of {pid}")


class TookTooLong(Exception):
    pass


def until(what, look, patience=180, pause=0.02):
    """Looks every 20 ms, as all of the benchmarks do, and returns what was seen."""
    deadline = time.monotonic() + patience
    while True:
        seen = look()
        if seen:
            return seen
        if time.monotonic() > deadline:
            raise TookTooLong(f"{what}: not within {patience} s")
        time.sleep(pause)


class Client:
    """JSON over one connection that is kept, or None where nobody answers."""

    def __init__(self, host, port):
        self.address = (host, port)
        self.connection = None

    def ask(self, method, path, body=None, headers=None):
        kept = self.connection is not None
        answer = self.ask_once(method, path, body, headers or {})
        # A connection that was kept may have been closed at the other end for it was not used.
        return self.ask_once(method, path, body, headers or {}) if kept and answer == (None, None) else answer

    def ask_once(self, method, path, body, headers):
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(*self.address, timeout=30)
            self.connection.request(method, path, body=body, headers=headers)
            answer = self.connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        except (OSError, http.client.HTTPException, ValueError):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return None, None
