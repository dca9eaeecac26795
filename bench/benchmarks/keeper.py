"""How long the keeper takes to decide for 1,000 applications with 100,000 snapshots, in a heap of 32 MB."""
import os
import re
import subprocess

from benchmarks import places

APPLICATIONS, SNAPSHOTS = 1_000, 100
DECIDE = "1,000 applications, 100,000 snapshots decided"
GOALS = [{"goal": "decided within 5 s, in a heap of 32 MB", "of": [DECIDE], "most": 5}]


def run(result, folder, args):
    lib = places.drey().parent.parent / "lib/cli"
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"
    command = [java, "-Xmx32m", "-cp", f"{places.bench_jar()}:{lib}/*"]
    command += ["dev.drey.bench.ManyPolicies", str(APPLICATIONS), str(SNAPSHOTS)]
    for _ in range(args.n):
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        result.add(DECIDE, float(re.search(r"seconds=([0-9.]+)", said).group(1)))
    result.note(said.strip())
