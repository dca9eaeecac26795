"""How soon the server answers and what memory it takes, beside moto's server, which keeps applications but runs none."""
import time

from benchmarks import drey, places, pulse
from benchmarks.processes import end, free_port, memory, resident_mb, start, until

ANSWER, MOTO_ANSWER = "Drey, first answer", "moto, first answer"
OBJECTS = "Drey, object store up as well"
FRESH, USED, MOTO_RSS = "Drey, RSS after it", "Drey, RSS after a start and a stop", "moto, RSS after it"
PEAK = "Drey, most RSS until then"
GOALS = [
    {"goal": "first answer under 1.5 s", "of": [ANSWER], "most": 1.5},
    {"goal": "RSS after the first answer under 250 MB", "of": [FRESH], "most": 250},
    {"goal": "RSS after a start and a stop under 250 MB", "of": [USED], "most": 250},
]


def run(result, folder, args):
    for turn in range(args.n):
        time.sleep(args.settle)
        of_drey(result, folder / f"drey-{turn}", folder / "pulse")
        time.sleep(args.settle)
        of_moto(result, folder)


def of_drey(result, home, output):
    began = time.monotonic()
    server = drey.Server(home)
    result.add(ANSWER, server.answered - began)
    server.endpoints()
    result.add(OBJECTS, time.monotonic() - began)
    time.sleep(2)
    result.add(FRESH, resident_mb(server.process.pid), "MB")
    server.create("once", places.bench_jar(), {"pulse": {"file": str(output)}}, pulse.CHECKPOINT_MILLIS)
    server.start("once")
    server.stop("once", force=False)
    result.add(USED, resident_mb(server.process.pid), "MB")
    result.add(PEAK, memory(server.process.pid, "VmHWM"), "MB")
    server.close()


def of_moto(result, folder):
    port = free_port()
    command = places.moto_server()
    began = time.monotonic()
    moto = start([command, "-H", "127.0.0.1", "-p", port], folder / "moto.log")
    api = drey.Api(port)
    until("moto answers", api.answers, 60, 0.002)
    result.add(MOTO_ANSWER, time.monotonic() - began)
    time.sleep(2)
    result.add(MOTO_RSS, resident_mb(moto.pid), "MB")
    end(moto)
