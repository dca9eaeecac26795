"""This package itself, as far as an application needs it: it is on no index to be fetched from."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import drey
from drey.package.project import OWN

#: What is for those who write applications, and not for those that run.
_LEFT_OUT = ("__main__.py", "package/", "testing/")


def modules_for(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The modules of this package by their path, if one of the files imports it and they do not have it already."""
    if f"{OWN}/__init__.py" in files or not any(
        OWN in _imported(files[name]) for name in files if name.endswith(".py")
    ):
        return {}
    home = Path(drey.__file__).parent
    found = {path.relative_to(home).as_posix(): path for path in home.rglob("*.py")}
    return {
        f"{OWN}/{name}": path.read_bytes() for name, path in sorted(found.items()) if not name.startswith(_LEFT_OUT)
    }


def _imported(source: bytes) -> set[str]:
    """The packages that a module names; none for one that is no Python, which is told elsewhere."""
    try:
        nodes = ast.walk(ast.parse(source))
    except (SyntaxError, ValueError):
        return set()
    return {name.split(".")[0] for node in nodes for name in _names(node)}


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
