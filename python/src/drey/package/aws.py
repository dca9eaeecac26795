"""What Amazon Managed Service for Apache Flink does not follow, told before it is found out there."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

from drey.package.project import Project

#: The property group that names the parts of a zip.
RUN_OPTIONS = "kinesis.analytics.flink.run.options"

_NO_PROPERTIES = ("pyModule", "pyExecutable", "pyRequirements")

#: Methods and options by which a program chooses its interpreter.
_INTERPRETER = ("set_python_executable", "python.executable", "python.client.executable")


def warnings(project: Project) -> Iterator[str]:
    """What of a project's files is not followed there."""
    yield from _properties(project)
    for name, path in project.files().items():
        if name.endswith(".py"):
            for line, word in _words(path.read_text("utf-8", errors="replace")):
                yield f"{name}, line {line}: {word}, and AWS has an interpreter of its own"


def _properties(project: Project) -> Iterator[str]:
    """The file by which AWS's examples run on a laptop; what stands there is what an application is created with."""
    file = project.folder / "application_properties.json"
    try:
        groups = json.loads(file.read_text("utf-8")) if file.is_file() else []
        maps = [group["PropertyMap"] for group in groups if group["PropertyGroupId"] == RUN_OPTIONS]
        names = [name for each in maps for name in _NO_PROPERTIES if name in each]
    except (ValueError, KeyError, TypeError):
        yield f"{file.name} is no list of property groups, as the service writes them"
        return
    for name in names:
        yield f"{file.name}: {name} of the group {RUN_OPTIONS} is not supported on AWS"


def _words(text: str) -> Iterator[tuple[int, str]]:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return  # told where everything is imported
    for node in ast.walk(tree):
        word = node.attr if isinstance(node, ast.Attribute) else node.value if isinstance(node, ast.Constant) else None
        if word in _INTERPRETER:
            yield getattr(node, "lineno", 0), str(word)
