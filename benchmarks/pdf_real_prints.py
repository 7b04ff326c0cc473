# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prints real documents of a corpus to PDF by other programs, as offices do.

    python -m benchmarks.pdf_real_prints OUT CORPUS [--each 10] [--pyhwp PYTHON] [--only WAY]

(then ``benchmarks.pdf_letters OUT/*.pdf``). DOCX is printed by LibreOffice; HWP too, where the Python
of ``--pyhwp`` has pyhwp to make OpenDocument of it. HWP, HWPX and DOCX are printed by Chromium as
our own HTML. Tags are written to every other file. ``--each`` is how many of each kind.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pdf_prints import print_page, print_text
from converters.conversion import ConversionRequest, OutputFormat
from converters.document.notices import NoticeLog
from converters.document.walk import block_text
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import convert, read_document

_FEWEST_LETTERS, _MOST_LETTERS = 400, 60_000
_KINDS = ("hwp", "hwpx", "docx")
_ODT = "from hwp5.hwp5odt import main; main()"

Printer = Callable[[Path, Path, bool], None]


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a document to paper: its name, the kind that it prints, and what prints it."""

    name: str
    kind: str
    print: Printer


def documents(corpus: Path, kind: str) -> list[Path]:
    """Return the documents of a kind with enough text, and not a whole book of it."""
    found = []
    texts: set[str] = set()
    for path in sorted((corpus / kind).rglob(f"*.{kind}")):
        try:
            document = read_document(path, (), DEFAULT_LIMITS, NoticeLog())
        except (ConversionError, OSError):
            continue
        text = " ".join(map(block_text, document.blocks))
        if _FEWEST_LETTERS <= len(text) <= _MOST_LETTERS and text not in texts:
            texts.add(text)
            found.append(path)
    return found


def spread(paths: list[Path], most: int, start: int) -> Iterator[Path]:
    """Yield paths from all over a list; those of another ``start`` are others."""
    step = max(1.0, len(paths) / max(most, 1))
    for at in range(most):
        place = int((at + start / 3) * step)
        if place < len(paths):
            yield paths[place]


def by_chromium(source: Path, target: Path, tagged: bool) -> None:
    """Print our HTML of a document."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        convert(ConversionRequest(source, page, output=OutputFormat.HTML))
        print_page(page, target, tagged=tagged)


def by_libreoffice(source: Path, target: Path, tagged: bool) -> None:
    """Print a document that LibreOffice reads."""
    print_text(source, target, tagged=tagged)


def by_pyhwp(python: str) -> Printer:
    """Return a printer of HWP: OpenDocument by pyhwp, printed by LibreOffice."""

    def print_hwp(source: Path, target: Path, tagged: bool) -> None:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "text.odt"
            command = [python, "-c", _ODT, "--output", str(text), str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            print_text(text, target, tagged=tagged)

    return print_hwp


def main() -> int:
    """Print the documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--pyhwp", default="", help="a Python that has pyhwp")
    parser.add_argument("--only", default="", help="the name of one way, as its files begin")
    wanted = parser.parse_args()
    ways = [Way(f"chromium-{kind}", kind, by_chromium) for kind in _KINDS]
    ways.append(Way("libreoffice-docx", "docx", by_libreoffice))
    if wanted.pyhwp:
        ways.append(Way("libreoffice-hwp", "hwp", by_pyhwp(wanted.pyhwp)))
    wanted.out.mkdir(parents=True, exist_ok=True)
    known: dict[str, list[Path]] = {}
    for number, way in enumerate(ways):
        if not way.name.startswith(wanted.only):
            continue
        if way.kind not in known:
            known[way.kind] = documents(wanted.corpus, way.kind)
        for at, source in enumerate(spread(known[way.kind], wanted.each, number)):
            target = (wanted.out / f"{way.name}-{at:02}-{source.stem[:40]}.pdf").absolute()
            try:
                way.print(source, target, bool(at % 2))
            except (subprocess.SubprocessError, OSError, ConversionError) as error:
                sys.stderr.write(f"{way.name} {source.name}: {error}\n")
                continue
            print(target.name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
