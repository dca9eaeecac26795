"""Whether everything can be imported, against what the service has, before anything is uploaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from drey.package.project import Project, Refused, Runtime

#: Runs in the interpreter that stands for the service's. The main script is not run: what it imports is looked up.
_LOOK = """
import ast, importlib, importlib.util, json, sys, traceback
folder, packages, main, modules, python = json.loads(sys.argv[1])
wrong = []
if "%d.%d" % sys.version_info[:2] != python:
    wrong.append(["python", "this is Python %d.%d, and the service has %s" % (*sys.version_info[:2], python)])
sys.path[:0] = [folder, packages]
for name in modules:
    try:
        importlib.import_module(name)
    except BaseException:
        wrong.append([name, traceback.format_exc(limit=-3)])
with open(folder + "/" + main, encoding="utf-8") as script:
    try:
        tree = ast.parse(script.read(), main)
    except SyntaxError:
        tree = ast.Module([], [])
        wrong.append([main, traceback.format_exc(limit=0)])
names = set()
for node in ast.walk(tree):
    if isinstance(node, ast.Import):
        names.update((alias.name, None) for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        names.update((node.module, alias.name) for alias in node.names)
for name, part in sorted(names, key=str):
    try:
        module = importlib.import_module(name)
        if part and part != "*" and not hasattr(module, part):
            importlib.import_module(name + "." + part)
    except BaseException:
        wrong.append([main, traceback.format_exc(limit=-3)])
from importlib.metadata import distributions
sys.path[:2] = []
print(json.dumps([wrong, {each.metadata["Name"].lower(): each.version for each in distributions()}]))
"""


def check(project: Project, folder: Path, python: Path) -> dict[str, str]:
    """Imports every module of an unpacked application. Gives the versions of packages that the service has.

    :param folder: the application as it is packed
    :param python: an interpreter with the service's packages
    """
    question = [str(folder), str(folder / "dep"), project.main, list(project.modules()), project.runtime.python]
    # Nothing of this process's own environment is on the way.
    ran = subprocess.run(
        [python, "-I", "-B", "-c", _LOOK, json.dumps(question)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ""},
    )
    if ran.returncode != 0 or not ran.stdout.strip():
        raise Refused(f"{python} could not look at the modules:\n{ran.stderr.strip()[-2000:]}")
    wrong, versions = json.loads(ran.stdout.strip().splitlines()[-1])
    if wrong:
        raise Refused(f"what is packaged cannot be imported with {python}:\n{_told(wrong, folder)}")
    found: dict[str, str] = versions
    return found


def _told(wrong: list[tuple[str, str]], folder: Path) -> str:
    """Each reason once, with all that it stands in the way of; files by their path in the application."""
    names: dict[str, list[str]] = {}
    traces: dict[str, str] = {}
    for name, why in wrong:
        reason = why.strip().splitlines()[-1]
        names.setdefault(reason, []).append(name)
        traces[reason] = why.strip().replace(f"{folder}/", "")
    return "\n".join(f"{', '.join(dict.fromkeys(names[reason]))}: {trace}" for reason, trace in traces.items())


def interpreter(runtime: Runtime, named: str | None) -> Path | None:
    """The one that is named, or this one if it has PyFlink, or what ``drey runtime install python`` has made.

    :raises Refused: if one is named that has no PyFlink
    """
    if named:
        if _flink(named) is None:
            raise Refused(f"{named} is no Python that has PyFlink; without --python one is looked for")
        return Path(named)
    if _flink(sys.executable) is not None:
        return Path(sys.executable)
    line = runtime.environment.removeprefix("FLINK-").replace("_", ".") + "."
    made = Path.home().glob(".cache/drey/python/python-*/bin/python")
    return next((each for each in sorted(made) if (_flink(str(each)) or "").startswith(line)), None)


def _flink(python: str) -> str | None:
    """The version of PyFlink that an interpreter has."""
    try:
        look = "from pyflink.version import __version__; print(__version__)"
        ran = subprocess.run([python, "-c", look], capture_output=True, text=True)
    except OSError:
        return None
    return ran.stdout.strip() if ran.returncode == 0 else None
