"""How long an application writes nothing when one of its processes is killed, and how long one does that a loop guards."""
import os
import signal
import time

from benchmarks import drey, places, pulse, stock
from benchmarks.processes import until

JOB, TASK, STANDBY = "Drey, JobManager", "Drey, TaskManager", "Drey, TaskManager with one in reserve"
STOCK_JOB, STOCK_TASK = "stock and a loop, JobManager", "stock and a loop, TaskManager"
GOALS = [
    {"goal": "gap after a JobManager's death under 4 s", "of": [JOB], "most": 4},
    {"goal": "gap after a TaskManager's death under 5 s", "of": [TASK], "most": 5},
    {"goal": "the same with one in reserve under 3 s", "of": [STANDBY], "most": 3},
]


def run(result, folder, args):
    plain = drey.Server(folder / "drey")
    spare = drey.Server(folder / "drey-spare", "drey.taskmanager.standby=1")
    outputs = {}
    for name, server in [("plain", plain), ("spare", spare)]:
        outputs[name] = folder / f"pulse-{name}"
        properties = {"pulse": {"file": str(outputs[name])}}
        server.create(name, places.bench_jar(), properties, pulse.CHECKPOINT_MILLIS)
    for turn in range(args.n):
        time.sleep(args.settle)
        result.add(JOB, of_drey(plain, "plain", outputs["plain"], kill_job_manager))
        result.add(TASK, of_drey(plain, "plain", outputs["plain"], kill_task_manager))
        has_spare = []
        gap = of_drey(spare, "spare", outputs["spare"], kill_task_manager, has_spare)
        if all(has_spare):
            result.add(STANDBY, gap)
        else:
            result.note("drey.taskmanager.standby=1 started no second TaskManager: not measured")
        job, task = of_stock(folder / f"stock-{turn}", folder / f"pulse-{turn}")
        result.add(STOCK_JOB, job)
        result.add(STOCK_TASK, task)
    plain.close()
    spare.close()


def of_drey(server, name, output, kill, spares=None):
    """Each time a fresh start: what dies soon after its start is started again later and later."""
    server.start(name)
    beats = pulse.Pulse(output)
    beats.steady()
    checkpointed(lambda: list((server.home / "state").rglob("chk-*/_metadata")))
    if spares is not None:
        spares.append(len(server.pids("taskmanager")) > 1)
    gap = beats.gap_around(lambda: kill(server, beats), thrown_away=True)
    server.stop(name)
    return gap


def kill_job_manager(server, _):
    os.kill(server.pids("jobmanager")[0], signal.SIGKILL)


def kill_task_manager(_, beats):
    os.kill(beats.last().pid, signal.SIGKILL)


def of_stock(folder, output):
    folder.mkdir()
    flink = stock.Flink(folder, places.bench_jar(), pulse.MAIN, [str(output)], pulse.CHECKPOINT_MILLIS)
    flink.start(in_order=True)
    flink.supervise()
    beats = pulse.Pulse(output)
    gaps = []
    for role in ["job", "task"]:
        beats.steady()
        checkpointed(flink.newest_checkpoint)
        gaps.append(beats.gap_around(lambda: flink.kill(role), thrown_away=True))
    flink.close()
    return gaps


def checkpointed(look):
    until("a checkpoint is complete", look, pause=0.1)
    time.sleep(2 * pulse.CHECKPOINT_MILLIS / 1000)
