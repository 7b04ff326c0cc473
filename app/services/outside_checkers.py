# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUBCheck and Ace, where the machine has them: programs of others that look at a finished book.

They are found on the PATH, or where ``HANJI_EPUBCHECK`` (a program, or a .jar for Java) and
``HANJI_ACE`` say. They get a deadline and a folder of their own, and what they answer is data;
the walls around our own workers do not stand around them.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from converters.document.findings import Finding, FindingKind, Grade, Place

logger = logging.getLogger(__name__)
_SECONDS = 300
_GRADES = {"FATAL": Grade.ERROR, "ERROR": Grade.ERROR, "WARNING": Grade.WARNING}
_IMPACTS = {"critical": Grade.ERROR, "serious": Grade.ERROR, "moderate": Grade.WARNING}


def is_any_there() -> bool:
    """Tell whether this machine has a program that looks at finished books."""
    return bool(_epubcheck() or _ace())


def check_outside(book: Path) -> Iterator[Finding]:
    """Yield what the programs of this machine say of a book; nothing where there are none."""
    if book.suffix.lower() != ".epub":
        return
    epubcheck, ace = _epubcheck(), _ace()
    if epubcheck:
        yield from _asked(FindingKind.EPUBCHECK, epubcheck, book)
    if ace:
        yield from _asked(FindingKind.ACE, ace, book)


def _asked(kind: FindingKind, command: list[str], book: Path) -> Iterator[Finding]:
    """Yield the findings of one program; that it gave no answer is one too."""
    with tempfile.TemporaryDirectory(prefix="hanji-check-") as folder:
        report = Path(folder, "report.json")
        target = str(report) if kind is FindingKind.EPUBCHECK else folder
        try:
            subprocess.run(  # noqa: S603 - the program is the administrator's, the book is a file's name
                [*command, target, str(book.absolute())],
                timeout=_SECONDS,
                capture_output=True,
                check=False,
                cwd=folder,
            )
            tree = json.loads(report.read_text(encoding="utf-8"))
            found = list(_of_epubcheck(tree) if kind is FindingKind.EPUBCHECK else _of_ace(tree))
        except (OSError, ValueError, subprocess.SubprocessError, KeyError, TypeError) as error:
            logger.warning("%s: %s gave no answer: %s", book, command[0], error)
            found = [Finding(kind, Grade.NOTE, "no answer", Place(part=command[0]))]
    yield from found


def _epubcheck() -> list[str]:
    """Return the command that writes EPUBCheck's report, without the report and the book."""
    named = os.environ.get("HANJI_EPUBCHECK", "")
    if named.endswith(".jar"):
        java = shutil.which("java")
        return [java, "-Xmx512m", "-jar", named, "--quiet", "--json"] if java else []
    program = named or shutil.which("epubcheck")
    return [program, "--quiet", "--json"] if program else []


def _ace() -> list[str]:
    program = os.environ.get("HANJI_ACE") or shutil.which("ace-cli") or shutil.which("ace")
    return [program, "--force", "--silent", "-o"] if program else []


def _of_epubcheck(tree: dict[str, Any]) -> Iterator[Finding]:
    for message in tree["messages"]:
        grade = _GRADES.get(message["severity"])
        if grade is None:
            continue
        places = message.get("locations") or [{}]
        part = str(places[0].get("path", ""))
        line = places[0].get("line", 0)
        place = Place(part, f"{part}:{line}" if line else part, part=part)
        text = f"{message['ID']}: {message['message']}"
        yield Finding(FindingKind.EPUBCHECK, grade, text, place)


def _of_ace(tree: dict[str, Any]) -> Iterator[Finding]:
    for file in tree["assertions"]:
        part = str(file["earl:testSubject"]["url"])
        for found in file["assertions"]:
            grade = _IMPACTS.get(found["earl:test"]["earl:impact"], Grade.NOTE)
            nearby = str(found["earl:result"].get("html", ""))[:160]
            text = str(found["earl:test"]["dct:title"])
            yield Finding(FindingKind.ACE, grade, text, Place(part, nearby, part=part))
