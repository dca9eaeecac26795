"""From a project to the zip."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from drey.package import aws, imports, jars, own, wheels
from drey.package.archive import write_zip
from drey.package.aws import RUN_OPTIONS
from drey.package.project import Project, Refused
from drey.package.wheels import Pinned

JAR = "lib/pyflink-dependencies.jar"
PACKAGES = "dep"
LOCK = "drey.lock"


@dataclass(frozen=True)
class Package:
    """A zip that was made, with what an application that runs it says and what is to be thought of."""

    zip: Path
    sha256: str
    options: dict[str, str]
    warnings: tuple[str, ...]

    def property_group(self) -> dict[str, Any]:
        """The group of properties to create the application with."""
        return {"PropertyGroupId": RUN_OPTIONS, "PropertyMap": self.options}


def package(project: Project, target: Path, python: Path | None, update: bool = False) -> Package:
    """Makes the zip.

    What the requirements and coordinates came to is written to ``drey.lock`` beside them, and taken from there while
    they stay the same.

    :param python: an interpreter with the service's packages to import everything with; without one nothing is imported
    :param update: resolves anew, whatever the lock says
    """
    warnings = list(aws.warnings(project))
    with tempfile.TemporaryDirectory(prefix="drey-package-") as folder:
        work = Path(folder)
        lock = _locked(project, work, update)
        files = {name: path.read_bytes() for name, path in project.files().items()}
        files.update(own.modules_for(files))
        pinned = [Pinned(**each) for each in lock["packages"]]
        # The script finds modules beside itself; workers look for them in pyFiles and nowhere else.
        for_workers = wheels.fetched(project, pinned, work)
        for_workers.update((name, content) for name, content in files.items() if name != project.main)
        files.update((f"{PACKAGES}/{name}", content) for name, content in for_workers.items())
        options = {"python": project.main}
        if project.jars:
            warnings += _merged(project, lock, work)
            files[JAR] = (work / "merged.jar").read_bytes()
            options["jarfile"] = JAR
        if for_workers:
            options["pyFiles"] = f"{PACKAGES}/"
        if python is None:
            warnings.append(
                "nothing was imported, since no interpreter with PyFlink is here: 'drey runtime install python' makes"
                " one, --python names one"
            )
        else:
            warnings += _looked_at(project, files, pinned, python, work)
        write_zip(target, files)
    size = target.stat().st_size
    if size > project.runtime.largest:
        warnings.append(f"{size >> 20} MiB: the service takes {project.runtime.largest >> 20} MiB at most")
    return Package(target, hashlib.sha256(target.read_bytes()).hexdigest(), options, tuple(warnings))


def _locked(project: Project, work: Path, update: bool) -> dict[str, Any]:
    """What was resolved, now or before."""
    asked = json.dumps([project.requirements, project.jars, project.runtime.environment])
    inputs = hashlib.sha256(asked.encode()).hexdigest()
    path = project.folder / LOCK
    if path.exists() and not update:
        known: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if known["inputs"] == inputs:
            return known
    resolved = [asdict(each) for each in wheels.resolved(project, work)]
    found = {"inputs": inputs, "packages": resolved, "jars": jars.hashes(jars.collected(project, work))}
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return found


def _merged(project: Project, lock: dict[str, Any], work: Path) -> list[str]:
    collected = jars.collected(project, work)
    hashes = jars.hashes(collected)
    if hashes != lock["jars"]:
        changed = sorted(set(hashes.items()) ^ set(lock["jars"].items()))
        raise Refused(
            f"these jars are not those of {LOCK}; --update takes them: {sorted({name for name, _ in changed})}"
        )
    return jars.merge(collected, work / "merged.jar")


def _looked_at(project: Project, files: dict[str, bytes], pinned: list[Pinned], python: Path, work: Path) -> list[str]:
    folder = work / "unpacked"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / PACKAGES).mkdir(parents=True, exist_ok=True)
    versions = imports.check(project, folder, python)
    return [
        f"{each.name} {each.version} stands before the service's own {versions[each.name.lower()]}"
        for each in pinned
        if versions.get(each.name.lower(), each.version) != each.version
    ]
