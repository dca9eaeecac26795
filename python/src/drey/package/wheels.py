"""Python packages: resolved once for the service's platform, and fetched by their hashes after that."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from drey.package.project import Project, Refused


@dataclass(frozen=True)
class Pinned:
    """A package at one version, as one file."""

    name: str
    version: str
    sha256: str


def resolved(project: Project, work: Path) -> list[Pinned]:
    """What the requirements come to for the service's Python and platform."""
    if not project.requirements:
        return []
    report = work / "resolved.json"
    _pip("install", "--dry-run", "--ignore-installed", "--quiet", "--report", str(report), "--target",
         str(work / "nowhere"), *_platform(project), *project.requirements)  # fmt: skip
    found = json.loads(report.read_text("utf-8"))["install"]
    pinned = [
        Pinned(
            each["metadata"]["name"],
            each["metadata"]["version"],
            each["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for each in found
    ]
    return sorted(pinned, key=lambda each: each.name.lower())


def fetched(project: Project, pinned: list[Pinned], work: Path) -> dict[str, bytes]:
    """The files of these packages, by their paths where packages are imported from.

    Wheels are unpacked here and not installed: what installing writes differs from machine to machine.
    """
    if not pinned:
        return {}
    wanted = work / "locked.txt"
    wanted.write_text(
        "".join(f"{each.name}=={each.version} --hash=sha256:{each.sha256}\n" for each in pinned), encoding="utf-8"
    )
    folder = work / "wheels"
    _pip("download", "--quiet", "--no-deps", "--require-hashes", "--dest", str(folder), *_platform(project),
         "--requirement", str(wanted))  # fmt: skip
    files: dict[str, bytes] = {}
    for wheel in sorted(folder.glob("*.whl")):
        files.update(_unpacked(wheel))
    return files


def _unpacked(wheel: Path) -> dict[str, bytes]:
    files = {}
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename)
            if entry.is_dir():
                continue
            if path.is_absolute() or ".." in path.parts:
                raise Refused(f"{wheel.name} has a file outside of itself: {path}")
            if path.parts[0].endswith(".data"):
                if path.parts[1] not in ("purelib", "platlib"):
                    continue  # scripts and headers, which nobody imports
                path = PurePosixPath(*path.parts[2:])
            files[path.as_posix()] = archive.read(entry)
    return files


def _platform(project: Project) -> list[str]:
    platforms = [f"--platform={each}" for each in project.runtime.platforms]
    return ["--only-binary=:all:", f"--python-version={project.runtime.python}", "--implementation=cp", *platforms]


def _pip(*arguments: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], capture_output=True, text=True
    )
    if ran.returncode != 0:
        raise Refused(f"pip could not do it:\n{ran.stderr.strip() or ran.stdout.strip()}")
