"""Whether everything can be imported, against what the service has, before anything is uploaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from drey.package.project import Project, Refused

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
        told = "\n".join(f"{name}: {why.strip()}" for name, why in wrong)
        raise Refused(f"what is packaged cannot be imported with {python}:\n{told}")
    found: dict[str, str] = versions
    return found


def interpreter(candidates: Sequence[str | None]) -> Path | None:
    """The first interpreter that has PyFlink."""
    for each in (*candidates, sys.executable):
        if each and subprocess.run([each, "-c", "import pyflink.version"], capture_output=True).returncode == 0:
            return Path(each)
    return None
