"""How long an application takes to start: from the call until every subtask runs, as a client sees it."""
import time

from benchmarks import drey, places, pulse, stock

STOCK, IN_ORDER = "stock scripts, both at once", "stock scripts, in order"
FLAGS, FLAGS_IN_ORDER = "the same with Drey's JVM flags, both at once", "the same with Drey's JVM flags, in order"
GOALS = [
    {"goal": f"at most half of {peer}", "of": ["Drey", peer], "most": 0.5}
    for peer in (STOCK, IN_ORDER, FLAGS, FLAGS_IN_ORDER)
]


def run(result, folder, args):
    server = drey.Server(folder / "drey")
    output = folder / "pulse"
    server.create("start", places.bench_jar(), {"pulse": {"file": str(output)}}, pulse.CHECKPOINT_MILLIS)
    server.start("start")  # the first one is not measured, of nobody: it warms the disk's cache
    server.stop("start")
    warm = peer(folder / "warm", output, False)
    warm.start(in_order=True)
    warm.close()
    for turn in range(args.n):
        time.sleep(args.settle)
        result.add("Drey", server.start("start"))
        server.stop("start")
        for series, flags, in_order in [
            (STOCK, False, False),
            (IN_ORDER, False, True),
            (FLAGS, True, False),
            (FLAGS_IN_ORDER, True, True),
        ]:
            time.sleep(args.settle)
            flink = peer(folder / f"stock-{turn}-{flags}-{in_order}", output, flags)
            result.add(series, flink.start(in_order))
            flink.close()
    server.close()


def peer(folder, output, flags):
    folder.mkdir()
    return stock.Flink(folder, places.bench_jar(), pulse.MAIN, [str(output)], pulse.CHECKPOINT_MILLIS, flags)
