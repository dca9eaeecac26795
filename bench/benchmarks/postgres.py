"""A PostgreSQL of its own with its own defaults: what is committed is on the disk."""
import os
import signal
import socket
import subprocess
import tarfile
import zipfile

from benchmarks import places
from benchmarks.processes import end, free_port, start, until

USER = "drey"


class Server:
    def __init__(self, folder):
        self.home, self.port = folder, free_port()
        folder.mkdir()
        data = folder / "data"
        command = as_nobody(home() / "bin/initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        listen = ["-h", "127.0.0.1", "-p", self.port, "-k", folder]
        self.process = start(as_nobody(home() / "bin/postgres", "-D", data, *listen), folder / "postgres.log")
        until("PostgreSQL answers", self.answers, 60)

    def answers(self):
        """It takes connections only once it is ready."""
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return "ready to accept connections" in (self.home / "postgres.log").read_text()

    def settings(self):
        return [f"drey.database.url=jdbc:postgresql://127.0.0.1:{self.port}/postgres", f"drey.database.user={USER}"]

    def close(self):
        end(self.process, signal.SIGINT)


def as_nobody(*command):
    """PostgreSQL does not run as root; in a user namespace of its own, root is nobody."""
    words = [str(word) for word in command]
    return ["unshare", "-U", *words] if os.geteuid() == 0 else words


def home():
    """Unpacked from the archive in a jar that the build of bench fetched."""
    unpacked = places.CACHE / "postgresql"
    if not unpacked.exists():
        jar = places.ROOT / "bench/target/postgresql.jar"
        if not jar.exists():
            raise places.Missing("PostgreSQL is not fetched; mvn -Dquick -DskipTests -pl bench -am package does it")
        places.CACHE.mkdir(parents=True, exist_ok=True)
        part = places.CACHE / "postgresql.part"
        with zipfile.ZipFile(jar) as archive:
            [name] = [name for name in archive.namelist() if name.endswith(".txz")]
            with archive.open(name) as packed, tarfile.open(fileobj=packed, mode="r:xz") as files:
                files.extractall(part)
        part.rename(unpacked)
    return unpacked
