"""Where things lie, and what has to be fetched before anything can be measured."""
import contextlib
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DISTRIBUTION = ROOT / "dist/target/drey"
BENCH_JAR = ROOT / "bench/target/drey-bench.jar"
CACHE = ROOT / "bench/target/cache"
RESULTS = ROOT / "bench/target/results"
STOCK_VERSION = "1.20.5"


class Missing(Exception):
    """Something without which nothing can be measured."""


def drey():
    command = DISTRIBUTION / "bin/drey"
    if not command.exists():
        raise Missing("there is no distribution to measure; build it with ./drey status")
    for archive in ["server.jsa", "flink-1.20/taskmanager.jsa"]:
        if not (DISTRIBUTION / "archives" / archive).exists():
            raise Missing(f"the class-data archive {archive} is not made; make it with {command.relative_to(ROOT)} install")
    return command


def sessionize_jar():
    return DISTRIBUTION / "apps/sessionize.jar"


def bench_jar():
    if not BENCH_JAR.exists():
        raise Missing("the job of the benchmarks is not built; build it with mvn -Dquick -DskipTests -pl bench -am package")
    return BENCH_JAR


@contextlib.contextmanager
def workshop(name):
    """A folder for one run, gone after it unless something went wrong."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"drey-bench-{name}-"))
    try:
        yield folder
    except BaseException:
        print(f"bench: what was left is in {folder}", file=sys.stderr)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def stock_flink():
    """A stock distribution: its jars are in one package, its scripts and settings in another."""
    home = CACHE / f"flink-{STOCK_VERSION}"
    if home.exists():
        return home
    CACHE.mkdir(parents=True, exist_ok=True)
    print(f"Fetching Flink {STOCK_VERSION} (some 230 MB) …", file=sys.stderr, flush=True)
    jars, scripts = f"apache_flink_libraries-{STOCK_VERSION}.tar.gz", f"apache_flink-{STOCK_VERSION}*.whl"
    download(jars, f"apache-flink-libraries=={STOCK_VERSION}", "--no-binary=:all:")
    download(scripts, f"apache-flink=={STOCK_VERSION}", "--only-binary=:all:", "--python-version=3.11")
    part = CACHE / "part"
    shutil.rmtree(part, ignore_errors=True)
    with tarfile.open(CACHE / jars) as archive:
        archive.extractall(part)
    with zipfile.ZipFile(next(CACHE.glob(scripts))) as wheel:
        wheel.extractall(part)
    deps = part / f"apache_flink_libraries-{STOCK_VERSION}/deps"
    for folder in ["bin", "conf"]:
        shutil.copytree(part / "pyflink" / folder, deps / folder, dirs_exist_ok=True)
    for script in (deps / "bin").iterdir():
        script.chmod(0o755)
    deps.rename(home)
    shutil.rmtree(part)
    return home


def download(file, *what):
    if not any(CACHE.glob(file)):
        pip(sys.executable, "download", "--quiet", "--no-deps", "--dest", str(CACHE), *what)


def pip(python, *arguments):
    done = subprocess.run([python, "-m", "pip", "--disable-pip-version-check", *arguments], check=False)
    if done.returncode != 0:
        raise Missing(f"pip {' '.join(arguments)} failed; what it said stands above")


def moto_server():
    """The one that is installed, or one of our own."""
    found = shutil.which("moto_server")
    if found:
        return found
    own = CACHE / "moto"
    if not (own / "bin/moto_server").exists():
        print("Fetching moto …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(own)], check=True)
        pip(str(own / "bin/python"), "install", "--quiet", "moto[server]")
    return str(own / "bin/moto_server")
