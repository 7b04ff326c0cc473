# SPDX-License-Identifier: AGPL-3.0-or-later
"""Third parties' software in a package of Hanji: its bill of materials and the texts of licences.

Packages carry ``sbom.cdx.json`` and ``licences/`` beside the program (``packaging/contents.py``); a
checkout has neither, for there pip keeps each library with its licence.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

BILL = "sbom.cdx.json"
_TEXTS = "licences"


@dataclass(frozen=True, slots=True)
class Component:
    """A piece of software that is packed: its name, version, licence, and the files of its texts."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]

    def read(self) -> str:
        """Return all texts, one after the other."""
        return "\n\n".join(
            f"{path.name}\n\n{path.read_text(encoding='utf-8', errors='replace')}"
            for path in self.texts
        )


def bill_of_materials() -> Path | None:
    """Return the bill of materials (CycloneDX) of this package; None in a checkout."""
    # Windows has the program in a folder beside it, Linux in the environment that it runs in.
    for folder in (Path(__file__).resolve().parents[3], Path(sys.prefix)):
        if (folder / BILL).is_file():
            return folder / BILL
    return None


def components(bill: Path) -> list[Component]:
    """Return what a bill of materials lists, by name.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no bill of materials.
    """
    listed = json.loads(bill.read_text(encoding="utf-8"))
    if not isinstance(listed, dict) or listed.get("bomFormat") != "CycloneDX":
        raise ValueError(f"{bill.name} is no CycloneDX file")
    folders = {_key(path.stem if path.is_file() else path.name): path for path in _kept(bill)}
    found = []
    for entry in listed.get("components", []):
        name = str(entry.get("name", ""))
        names = [said.get("license", {}) for said in entry.get("licenses", [])]
        licence = ", ".join(str(said.get("name") or said.get("id") or "") for said in names)
        place = folders.get(_key(name))
        found.append(
            Component(name, str(entry.get("version", "")), licence, _files(place) if place else ())
        )
    return sorted(found, key=lambda one: one.name.lower())


def _kept(bill: Path) -> list[Path]:
    folder = bill.parent / _TEXTS
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _files(place: Path) -> tuple[Path, ...]:
    return (place,) if place.is_file() else tuple(sorted(p for p in place.iterdir() if p.is_file()))


def _key(name: str) -> str:
    """Return a name as PyPI compares names."""
    return name.lower().replace("_", "-").replace(".", "-")
