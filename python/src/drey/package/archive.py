"""Zips that are the same bytes whenever and wherever they are made of the same files."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

#: The first moment that a zip can name.
_ALWAYS = (1980, 1, 1, 0, 0, 0)


def write_zip(target: Path, files: Mapping[str, bytes]) -> None:
    """Writes these files, sorted, without times and owners."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, files[name])
    part.replace(target)
