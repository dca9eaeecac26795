"""How long an application writes nothing while it is updated with its state kept."""
import time

from benchmarks import drey, places, pulse, stock

DREY, STOCK = "Drey, a property changed", "stock: flink stop, then start from the savepoint"
CALL = "Drey, until the operation has succeeded"
GOALS = [{"goal": "gap of an update under 4 s", "of": [DREY], "most": 4}]


def run(result, folder, args):
    server = drey.Server(folder / "drey")
    output = folder / "pulse"
    server.create("update", places.bench_jar(), properties(output, -1), pulse.CHECKPOINT_MILLIS)
    server.start("update")
    other_output = folder / "pulse-stock"
    flink = peer(folder / "stock", other_output)
    flink.start(in_order=True)
    for turn in range(args.n):
        took = []
        beats = pulse.Pulse(output)
        beats.steady(5 + args.settle)
        result.add(DREY, beats.gap_around(lambda: took.append(change(server, output, turn)), thrown_away=False))
        result.add(CALL, took[0])
        beats = pulse.Pulse(other_output)
        beats.steady(5 + args.settle)
        result.add(STOCK, beats.gap_around(lambda: restart(flink), thrown_away=False))
    flink.close()
    server.close()


def change(server, output, turn):
    return server.update("update", properties(output, turn))


def properties(output, turn):
    return {"pulse": {"file": str(output), "turn": str(turn)}}


def peer(folder, output):
    folder.mkdir()
    return stock.Flink(folder, places.bench_jar(), pulse.MAIN, [str(output)], pulse.CHECKPOINT_MILLIS)


def restart(flink):
    """As a script would: the JobManager ends with its job, the TaskManager is ended, and both are started anew in order."""
    savepoint = flink.stop_with_savepoint()
    flink.managers["task"].terminate()
    flink.managers["job"].wait()
    flink.managers["task"].wait()
    flink.start_job_manager(savepoint)
    flink.start_task_manager()
