"""Plays scenarios of python/tests, each as a test of its own, and prints what came out of each and how long it took.

    operator_tests.py harness|cluster N FOLDER

``harness`` plays them by drey.testing; ``cluster`` on one mini cluster in one JVM, a job for each.
"""

import json
import pathlib
import sys
import time

from scenarios import SCENARIOS


def main(how, count, folder):
    some = SCENARIOS[: int(count)]
    play = by_harness() if how == "harness" else on_cluster(pathlib.Path(folder))
    came, seconds = {}, []
    for scenario in some:
        began = time.perf_counter()
        told = play(scenario)
        seconds.append(time.perf_counter() - began)
        came[scenario.name] = told if scenario.ordered else {side: sorted(each) for side, each in told.items()}
    print(json.dumps({"seconds": seconds, "came": came}))


def by_harness():
    from playing import played

    return played


def on_cluster(folder):
    import flink
    from pyflink.datastream import StreamExecutionEnvironment
    from pyflink.java_gateway import get_gateway

    jvm = get_gateway().jvm.org.apache.flink
    jar = flink.timed_jar(folder)
    configuration = flink.local_configuration(folder, 1)
    configuration.set_string("rest.port", "0")
    built = (
        jvm.runtime.minicluster.MiniClusterConfiguration.Builder()
        .setConfiguration(configuration._j_configuration)
        .setNumSlotsPerTaskManager(1)
        .build()
    )
    cluster = jvm.runtime.minicluster.MiniCluster(built)
    cluster.start()
    address = cluster.getRestAddress().get()

    def connected(job):
        job.set_string("execution.target", "remote")
        job.set_string("execution.attached", "true")
        job.set_string("rest.address", address.getHost())
        job.set_string("rest.port", str(address.getPort()))
        return StreamExecutionEnvironment(jvm.streaming.api.environment.StreamExecutionEnvironment(job._j_configuration))

    return lambda scenario: flink.played([scenario], jar, connected)[scenario.name]


if __name__ == "__main__":
    main(*sys.argv[1:4])
