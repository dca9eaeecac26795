"""What runs in JVMs of its own with Flink, the testkit and the SDK on the class path, and tells figures, one a line."""
import os
import subprocess

from benchmarks import places

FOLDER = places.ROOT / "bench/flink/target"
OPENED = ["--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED"]


def figures(main, *arguments, heap="1g"):
    """Runs a program to its end and returns its figures, in their order, by name."""
    jar = FOLDER / "drey-bench-flink.jar"
    if not jar.exists():
        raise places.Missing("it is not built; build it with mvn -Dquick -DskipTests -pl bench/flink -am package")
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"
    path = f"{jar}:{(FOLDER / 'class-path').read_text().strip()}"
    command = [java, f"-Xmx{heap}", *OPENED, "-cp", path, f"dev.drey.bench.{main}", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{main} {arguments} ended with {done.returncode}:\n{done.stdout[-2_000:]}{done.stderr[-8_000:]}")
    found = {}
    for line in done.stdout.splitlines():
        name, _, value = line.partition("\t")
        found.setdefault(name, []).append(value)
    return found


def numbers(found, name):
    return map(float, found[name])
