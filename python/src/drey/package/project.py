"""What is packaged: a folder with a ``pyproject.toml`` or a ``requirements.txt``."""

from __future__ import annotations

import fnmatch
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: What is no part of an application wherever it lies.
_LEFT_OUT = ("__pycache__", "*.pyc", "*.egg-info", "node_modules", "build", "dist", "target", "tests", "test", "venv")

#: What the service has, and an application must not bring.
PROVIDED = ("apache-flink", "apache-flink-libraries", "pyflink")

#: This package itself, which is on no index: what an application uses of it comes from the one that packages.
OWN = "drey"


class Refused(Exception):  # noqa: N818 # says what it is
    """Something that cannot be packaged: what, and what would do instead."""


@dataclass(frozen=True)
class Runtime:
    """What the service runs an application with."""

    environment: str = "FLINK-1_20"
    python: str = "3.11"
    platforms: tuple[str, ...] = ("manylinux_2_28_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64")
    largest: int = 512 * 1024 * 1024


@dataclass(frozen=True)
class Project:
    """An application: its folder and what ``[tool.drey.package]`` says of it.

    :param main: the script that the service runs
    :param requirements: the Python packages it needs, as pip reads them; what the service has is left out
    :param jars: Maven coordinates ``group:artifact:version``, or jars in the folder
    :param include: patterns of files beside the Python modules
    :param name: what its zip is named after: the project's name, or that of the folder
    """

    folder: Path
    main: str = "main.py"
    requirements: tuple[str, ...] = ()
    jars: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    runtime: Runtime = field(default_factory=Runtime)
    name: str = "application"

    @staticmethod
    def of(folder: Path) -> Project:
        """Reads the project in a folder."""
        folder = folder.resolve()
        description = folder / "pyproject.toml"
        plain = folder / "requirements.txt"
        if not description.exists() and not plain.exists():
            raise Refused(f"there is neither a pyproject.toml nor a requirements.txt in {folder}")
        read: dict[str, Any] = tomllib.loads(description.read_text("utf-8")) if description.exists() else {}
        said = read.get("tool", {}).get("drey", {}).get("package", {})
        unknown = set(said) - {"main", "jars", "include"}
        if unknown:
            raise Refused(f"[tool.drey.package] has main, jars and include, and no {sorted(unknown)}")
        metadata = read.get("project", {})
        wanted = metadata.get("dependencies")
        if wanted is None and plain.exists():
            wanted = _lines(plain)
        project = Project(
            folder,
            said.get("main", "main.py"),
            tuple(each for each in wanted or [] if _name(each) not in (*PROVIDED, OWN)),
            tuple(said.get("jars", [])),
            tuple(said.get("include", [])),
            name=metadata.get("name", folder.name),
        )
        if not (folder / project.main).is_file():
            raise Refused(f"there is no {project.main} in {folder}; [tool.drey.package] main says which script is run")
        return project

    def files(self) -> dict[str, Path]:
        """What goes into the zip as it lies in the folder, by its path there."""
        found = {path.relative_to(self.folder).as_posix(): path for path in self._walk(self.folder)}
        return {name: path for name, path in sorted(found.items()) if self._wanted(name)}

    def modules(self) -> dict[str, str]:
        """The Python modules but for the main script: file by dotted name."""
        scripts = [name for name in self.files() if name.endswith(".py") and name != self.main]
        return {name[: -len(".py")].removesuffix("/__init__").replace("/", "."): name for name in scripts}

    def _wanted(self, name: str) -> bool:
        return name.endswith(".py") or any(fnmatch.fnmatch(name, pattern) for pattern in self.include)

    def _walk(self, folder: Path) -> Iterator[Path]:
        for entry in sorted(os.scandir(folder), key=lambda each: each.name):
            path = Path(entry.path)
            if entry.name.startswith(".") or any(fnmatch.fnmatch(entry.name, pattern) for pattern in _LEFT_OUT):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(path)
            elif entry.is_symlink() and self._wanted(path.relative_to(self.folder).as_posix()):
                raise Refused(f"{path.relative_to(self.folder)} is a symbolic link; the service takes none")
            elif entry.is_file(follow_symlinks=False):
                yield path


def _lines(requirements: Path) -> list[str]:
    lines = (line.split(" #")[0].strip() for line in requirements.read_text("utf-8").splitlines())
    found = [line for line in lines if line and not line.startswith("#")]
    options = [line for line in found if line.startswith("-")]
    if options:
        raise Refused(f"requirements.txt has options, which are not followed here: {options[0]}")
    return found


def _name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement.strip())
    return re.sub(r"[-_.]+", "-", match.group()).lower() if match else ""
