"""Connectors: jars by their Maven coordinates, and the one jar that the service takes."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from drey.package.archive import write_zip
from drey.package.project import Project, Refused

_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_COORDINATE = re.compile(r"([\w.-]+):([\w.-]+):([\w.-]+)")

#: Whoever carries this carries Flink itself.
_FLINK = "org/apache/flink/streaming/api/environment/StreamExecutionEnvironment.class"

_SIGNATURE = re.compile(r"META-INF/[^/]+\.(SF|DSA|RSA|EC)")
_VERSION_OF_FLINK = re.compile(
    r"Implementation-Version: (\S+)\s.*^Implementation-Vendor-Id: org\.apache\.flink\s", re.M | re.S
)
_DROPPED = re.compile(r"META-INF/(MANIFEST\.MF|INDEX\.LIST)|(META-INF/versions/\d+/)?module-info\.class")


def collected(project: Project, work: Path) -> list[Path]:
    """The jars that the project names, with what they depend on, in one order."""
    local = [_local(project, each) for each in project.jars if not _COORDINATE.fullmatch(each)]
    coordinates = [each for each in project.jars if _COORDINATE.fullmatch(each)]
    return local + (_fetched(coordinates, work) if coordinates else [])


def hashes(jars: list[Path]) -> dict[str, str]:
    """SHA-256 by file name."""
    return {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in jars}


def merge(jars: list[Path], target: Path) -> list[str]:
    """Makes one jar of many. Gives the paths that jars disagree about, with who was taken.

    Files of services are joined; of any other file the first is taken. Signatures are left out: they are of jars
    that are no more. Which version a connector of Flink's has is kept: the service asks for which Flink that was built.
    """
    merged: dict[str, bytes] = {"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\r\n\r\n"}
    owner: dict[str, str] = {}
    disagreements = []
    for jar in jars:
        with zipfile.ZipFile(jar) as archive:
            merged.update(_version(jar, archive))
            for entry in archive.infolist():
                name = entry.filename
                if entry.is_dir() or _SIGNATURE.fullmatch(name) or _DROPPED.fullmatch(name):
                    continue
                if name == _FLINK:
                    raise Refused(f"{jar.name} carries Flink itself, which the service has; name a connector instead")
                content = archive.read(entry)
                if name.startswith("META-INF/services/"):
                    merged[name] = _joined(merged.get(name, b""), content)
                elif name not in merged:
                    merged[name] = content
                    owner[name] = jar.name
                elif merged[name] != content and name.endswith(".class"):
                    disagreements.append(f"{name} is taken from {owner[name]}, and {jar.name} has another one")
    write_zip(target, merged)
    return disagreements


def _version(jar: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """What Maven leaves in most jars. Flink's have it in their manifest, of which only one is left in the end."""
    try:
        version = _VERSION_OF_FLINK.search(archive.read("META-INF/MANIFEST.MF").decode(errors="replace"))
    except KeyError:
        return {}
    if version is None:
        return {}
    artifact = jar.stem.removesuffix("-" + version[1])
    return {f"META-INF/maven/org.apache.flink/{artifact}/pom.properties": f"version={version[1]}\n".encode()}


def _joined(before: bytes, more: bytes) -> bytes:
    lines = [line.strip() for line in (before + b"\n" + more).decode().splitlines()]
    return "".join(f"{line}\n" for line in dict.fromkeys(lines) if line and not line.startswith("#")).encode()


def _local(project: Project, name: str) -> Path:
    jar = (project.folder / name).resolve()
    if not jar.is_relative_to(project.folder) or not zipfile.is_zipfile(jar):
        raise Refused(f"{name} is neither a jar in the project nor group:artifact:version")
    return jar


def _fetched(coordinates: list[str], work: Path) -> list[Path]:
    maven = shutil.which("mvn")
    if maven is None:
        raise Refused("there is no mvn on the PATH to fetch jars with; install Maven, or name jars in the project")
    parts = [_COORDINATE.fullmatch(each) for each in coordinates]
    dependencies = "".join(
        "<dependency>"
        f"<groupId>{escape(part[1])}</groupId><artifactId>{escape(part[2])}</artifactId><version>{escape(part[3])}</version>"
        "</dependency>"
        for part in parts
        if part
    )
    pom = work / "pom.xml"
    pom.write_text(
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>drey</groupId>'
        f"<artifactId>jars</artifactId><version>1</version><dependencies>{dependencies}</dependencies></project>",
        encoding="utf-8",
    )
    folder = work / "jars"
    ran = subprocess.run(
        [maven, "-B", "-q", "-ntp", "-f", str(pom), _PLUGIN, f"-DoutputDirectory={folder}", "-DincludeScope=runtime"],
        capture_output=True,
        text=True,
    )
    if ran.returncode != 0:
        raise Refused(f"Maven could not fetch {', '.join(coordinates)}:\n{ran.stdout.strip()[-2000:]}")
    return sorted(folder.glob("*.jar"))
