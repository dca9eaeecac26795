"""The command line, ``python -m drey package``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from drey.package import Project, Refused, package
from drey.package.imports import interpreter


def main(arguments: list[str] | None = None) -> int:
    """Does what the arguments say. Gives the exit status: 0 done, 1 refused, 2 not understood."""
    parser = argparse.ArgumentParser(prog="python -m drey")
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("package", help="makes the zip of a PyFlink application")
    packing.add_argument("project", type=Path, nargs="?", default=Path(), help="its folder; the current one")
    packing.add_argument("--output", type=Path, help="the zip; by default target/NAME.zip in the project")
    packing.add_argument("--python", help="an interpreter with PyFlink, which everything is imported with")
    packing.add_argument("--update", action="store_true", help="resolves anew, whatever drey.lock says")
    said = parser.parse_args(arguments)
    try:
        project = Project.of(said.project)
        output = said.output or project.folder / "target" / f"{project.name}.zip"
        made = package(project, output, interpreter(project.runtime, said.python), said.update)
    except Refused as refused:
        print(f"drey: {refused}", file=sys.stderr)
        return 1
    for warning in made.warnings:
        print(f"drey: {warning}", file=sys.stderr)
    print(f"{made.zip}  {made.zip.stat().st_size} bytes  sha256 {made.sha256}", file=sys.stderr)
    print(json.dumps(made.property_group(), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
