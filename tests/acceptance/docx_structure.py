# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compares the structure of DOCX documents with pandoc's golden results.

    python -m tests.acceptance.docx_structure FOLDER [--explain]

FOLDER holds DOCX files of pandoc's test suite, each beside its golden: the same name
with ``.native``. Every file is told to agree, or in what it differs. The aspects and
the differences that count as mere convention are those of ``structure``; what is
known of the files that do not agree stands in ``docx_disagreements.toml``.

Some documents are what pandoc's tests write, and the golden is what they were written
from. These are compared, too, but counted apart: not all of it can be read back.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from converters.readers.docx.reader import read_document
from converters.source.source_file import SourceFile
from tests.acceptance import document_structure, pandoc_structure
from tests.acceptance.structure import CONVENTIONS, aspects, differences

ENOUGH = 0.95
CLASSES = ("better", "equal", "defect")
_KNOWN = Path(__file__).with_name("docx_disagreements.toml")
_SHORT = 6
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = frozenset(_W + mark for mark in ("b", "i", "u", "strike", "dstrike", "vertAlign"))


@dataclass(frozen=True)
class Comparison:
    """One document against its golden."""

    name: str
    differences: dict[str, tuple[list[str], list[str]]]
    """Aspects that differ, with the lines of the golden and ours."""
    written: bool
    """True where the golden is what pandoc wrote the document from: no test of a reader."""

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    def diff(self) -> Iterator[str]:
        """Yield the lines that only the golden (-) or only ours (+) has, by aspect."""
        for aspect, (wanted, have) in self.differences.items():
            for line in difflib.unified_diff(wanted, have, lineterm="", n=0):
                if not line.startswith(("---", "+++", "@@")):
                    yield f"{aspect}: {line}"


def compare(docx: Path, golden: Path, *, written: bool = False) -> Comparison:
    """Compare one document with its golden; a refusal differs in everything."""
    data = docx.read_bytes()
    heads = marked_heads(data)
    wanted = aspects(pandoc_structure.structure_of(golden.read_text(encoding="utf-8")), heads)
    try:
        ours = aspects(document_structure.structure_of(_read(docx, data)), heads)
        bare = _read(docx, without_style_marks(data))
    except ConversionError as error:
        return Comparison(docx.stem, {"refused": ([], [str(error)])}, written)
    ours["emphasis"] = aspects(document_structure.structure_of(bare)).get("emphasis", [])
    return Comparison(docx.stem, differences(wanted, ours), written)


def _read(path: Path, data: bytes) -> Document:
    """Return the document as read, before any pass."""
    return read_document(SourceFile(path, data, "", DEFAULT_LIMITS, ()), NoticeLog())


def marked_heads(data: bytes) -> list[bool]:
    """Return for each table of the body whether its first row is marked as head (17.4.78)."""
    rows = [table.find(f".//{_W}tr") for table in _part(data, "document.xml").iter(f"{_W}tbl")]
    return [row is not None and row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in rows]


def without_style_marks(data: bytes) -> bytes:
    """Return a DOCX whose styles of paragraphs and tables give no emphasis (17.7)."""
    styles = _part(data, "styles.xml")
    for style in styles.iter(f"{_W}style"):
        if style.get(f"{_W}type") != "character":
            for mark in [each for each in style.iter() if each.tag in _MARKS]:
                parent = mark.getparent()
                if parent is not None:
                    parent.remove(mark)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            is_styles = name.endswith("/styles.xml")
            target.writestr(name, etree.tostring(styles) if is_styles else source.read(name))
    return out.getvalue()


def _part(data: bytes, name: str) -> etree._Element:
    """Return the part of a name, or nothing in it; the main one may have another name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stem = name.removesuffix(".xml")
        parts = [n for n in archive.namelist() if re.fullmatch(rf"word/{stem}\d*\.xml", n)]
        return etree.fromstring(archive.read(parts[0])) if parts else etree.Element("none")


def comparisons(folder: Path) -> list[Comparison]:
    """Compare every document in ``folder`` that has a golden."""
    written = _written(folder.parent / "MANIFEST.tsv", folder.name)
    return [
        compare(docx, golden, written=docx.name in written)
        for golden in sorted(folder.glob("*.native"))
        if (docx := golden.with_suffix(".docx")).exists()
    ]


def _written(manifest: Path, folder: str) -> set[str]:
    """Return the documents that pandoc's tests write: those of their folder ``golden``."""
    with manifest.open(encoding="utf-8", newline="") as lines:
        return {
            row["file"].rpartition("/")[2]
            for row in csv.DictReader(lines, delimiter="\t")
            if row["file"].startswith(f"{folder}/") and "/golden/" in row["path"]
        }


def share(found: list[Comparison]) -> float:
    """Return the share of documents that agree."""
    return sum(one.agrees for one in found) / len(found) if found else 0.0


def known_disagreements() -> dict[str, dict[str, str]]:
    """Return what is known of files that differ: ``class`` and ``why`` by the file's name.

    Names are pandoc's own, without the number that the corpus puts before them.
    """
    return tomllib.loads(_KNOWN.read_text(encoding="utf-8"))


def own_name(name: str) -> str:
    """Return the name that a file has in pandoc's test suite."""
    return name.partition("_")[2]


def main(folder: Path, *, explain: bool) -> int:
    """Print each comparison and the total."""
    known = known_disagreements()
    found = comparisons(folder)
    for one in found:
        if one.agrees:
            sys.stdout.write(f"agrees   {one.name}\n")
            continue
        sys.stdout.write(f"differs  {one.name}: {', '.join(one.differences)}\n")
        entry = known.get(own_name(one.name))
        if entry:
            sys.stdout.write(f"         {entry['class']}: {entry['why']}\n")
        lines = list(one.diff())
        for line in lines if explain else lines[:_SHORT]:
            sys.stdout.write(f"         {line}\n")
        if len(lines) > _SHORT and not explain:
            sys.stdout.write(f"         ... {len(lines) - _SHORT} more\n")
    if explain:
        sys.stdout.write("\nPassed over as convention:\n")
        sys.stdout.writelines(f"  {name}: {why}\n" for name, why in CONVENTIONS.items())
    reading = [one for one in found if not one.written]
    written = [one for one in found if one.written]
    for title, group in (("tests of reading", reading), ("written", written), ("all", found)):
        agreeing = sum(one.agrees for one in group)
        sys.stdout.write(f"{title}: {agreeing} of {len(group)} agree ({share(group):.1%})\n")
    return 0 if share(reading) >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), explain="--explain" in sys.argv[2:]))
