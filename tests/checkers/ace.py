# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ace by DAISY over books: accessibility violations by their impact.

Ace is not part of the project. ``make ace`` installs it into ``.ace/``; another one
is found through ``HANJI_ACE`` (the path of ``ace-cli`` or ``ace``) or on the PATH,
Chromium through ``PUPPETEER_EXECUTABLE_PATH`` or on the PATH.
Run as a program it checks the books named on the command line.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

BLOCKING = frozenset({"serious", "critical"})
_OWN = Path(__file__).parents[2] / ".ace"
_TIMEOUT_S = 600
# Milliseconds; the 5,000 of Ace itself are too few on a loaded machine.
_PATIENCE = {"ACE_TIMEOUT_INITIAL": "120000", "ACE_TIMEOUT_EXTENSION": "240000"}


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a place in a book breaks."""

    impact: str
    rule: str
    file: str
    markup: str

    def __str__(self) -> str:
        return f"{self.impact} {self.rule} {self.file}: {self.markup[:160]}"


def _program() -> str | None:
    named = os.environ.get("HANJI_ACE")
    if named:
        return named
    if any(_OWN.glob("installed-*")):
        return str(_OWN / "node_modules" / ".bin" / "ace-cli")
    return shutil.which("ace-cli") or shutil.which("ace")


def _chromium() -> str | None:
    named = os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    return named or shutil.which("chromium") or shutil.which("google-chrome")


def missing() -> str:
    """Return what is missing to run Ace, in words; "" where nothing is."""
    there = {
        "Node.js": shutil.which("node"),
        "Ace (make ace)": _program(),
        "Chromium": _chromium(),
    }
    absent = [name for name, path in there.items() if not path]
    return f"not installed: {', '.join(absent)}" if absent else ""


def is_available() -> bool:
    """Return whether Ace, Node.js and Chromium are there."""
    return not missing()


def version() -> str:
    """Return Ace's version."""
    program = _program()
    assert program is not None
    told = subprocess.run(
        [program, "--version"], check=True, timeout=60, capture_output=True, text=True
    )
    return told.stdout.split()[-1]


def check(book: Path) -> list[Violation]:
    """Return what Ace finds in ``book``.

    Raises:
        subprocess.SubprocessError: Ace did not finish.
    """
    program, chromium = _program(), _chromium()
    assert program is not None
    assert chromium is not None
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | _PATIENCE | {"PUPPETEER_EXECUTABLE_PATH": chromium}
        subprocess.run(
            [program, "--force", "--silent", "-o", folder, str(book)],
            check=True,
            timeout=_TIMEOUT_S,
            env=environment,
            capture_output=True,
        )
        report = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
    return [
        Violation(
            found["earl:test"]["earl:impact"],
            found["earl:test"]["dct:title"],
            file["earl:testSubject"]["url"],
            found["earl:result"].get("html", ""),
        )
        for file in report["assertions"]
        for found in file["assertions"]
    ]


def main(books: list[str]) -> int:
    """Check the books named; return 1 if one has a serious or critical violation."""
    total: Counter[str] = Counter()
    for name in books:
        violations = check(Path(name))
        total.update(violation.impact for violation in violations)
        sys.stdout.write(f"{name}: {len(violations)}\n")
        for violation in violations:
            sys.stdout.write(f"  {violation}\n")
    sys.stdout.write(f"{dict(total)}\n")
    return 1 if BLOCKING & total.keys() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
