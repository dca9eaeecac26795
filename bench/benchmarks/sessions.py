"""Sessions by the SDK's timers and by Flink's session windows, in the shape of Nexmark's query 11, on RocksDB."""
from benchmarks.flink import figures, numbers

# bids, bidders, bidders that are active at a time
SIZES = {"20,000 keys": (1_500_000, 20_000, 2_000), "200,000 keys": (2_000_000, 200_000, 50_000)}


def windows(size):
    return f"session windows, {size}"


def timers(size):
    return f"the SDK's sessions, {size}"


GOALS = [
    {"goal": f"2.5 times as fast at {size}", "of": [timers(size), windows(size)], "least": 2.5} for size in SIZES
]


def run(result, folder, args):
    result.note("2 slots, RocksDB, a checkpoint every 5 s, 2 s out of order, of each thousand in the second half one bid late")
    for size, (bids, keys, active) in SIZES.items():
        found = figures("sessions.SessionTimes", folder, bids, keys, active, args.n, heap="2g")
        for series, name in [(windows(size), "windows"), (timers(size), "timers")]:
            for value in numbers(found, name):
                result.add(series, value, "bids/s")
        result.note(f"{size}: {bids:,} bids, each time what sorting gives: {found['outcome'][0]}")
