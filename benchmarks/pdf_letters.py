# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters and words of PDF files as we read them, beside an independent reader and peers.

    python -m benchmarks.pdf_letters FILE.pdf ... [--peer PYTHON] [--below .995]

The letters and digits that poppler's pdftotext finds in a file are counted as a multiset, and so
are those of our Document; what the report names as left out (running heads, turned text ...) is
known by number only. One line is printed for each file where our recall is below ``--below``,
with the letters that it lacks, how many of them the report's balance names, and the recall of
the peers that the Python of ``--peer`` has. Word recall is the same of words parted by blanks.
"""

from __future__ import annotations

import argparse
import html
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from benchmarks.pdf_markdown import to_plain_markdown
from converters.document.nodes import NoteRef, Table
from converters.document.notices import NoticeLog
from converters.document.walk import block_text, inlines_of, iter_blocks, iter_inlines
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import inspect, read_document
from converters.source.letters import letters_of

_PEER = """
import sys
name, path = sys.argv[1:]
if name == "liteparse":
    from liteparse import LiteParse
    print(LiteParse(ocr_enabled=False).parse(path).text)
elif name == "pdf_inspector":
    import pdf_inspector
    print(pdf_inspector.process_pdf(path).markdown)
"""
_PEERS = ("liteparse", "pdf_inspector")
_PLAIN = re.compile(r"</?(?:table|tr|td|th|thead|tbody|br|sup|sub|u|b|i|p|div)\b[^>]*>")


@dataclass(slots=True)
class Found:
    """What a reader found of what pdftotext found."""

    letters: float
    words: float
    missing: Counter[str] = field(default_factory=Counter)

    named: int = 0
    """Letters that the report's balance names as left out, pictured or nowhere."""


def recall(true: Counter[str], found: Counter[str]) -> float:
    """Return how much of a multiset is in another one."""
    return (true & found).total() / max(true.total(), 1)


def letters(text: str) -> Counter[str]:
    """Return the letters and digits of a text; compatibility forms count as what they stand for."""
    return Counter(letters_of(unicodedata.normalize("NFKC", text)))


def words(text: str) -> Counter[str]:
    """Return the words of a text, without the signs around them."""
    return Counter(
        word for piece in unicodedata.normalize("NFKC", text).split() if (word := letters_of(piece))
    )


def by_poppler(path: Path) -> str:
    """Return the text that pdftotext finds; none where it refuses the file."""
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def ours(path: Path, true: str) -> Found:
    """Return what our reader finds of a text."""
    document = read_document(path, (), DEFAULT_LIMITS, NoticeLog())
    parts = [html.unescape(_PLAIN.sub(" ", to_plain_markdown(document)))]
    # The Markdown has neither running heads, which the Document keeps once, nor marks in cells.
    parts += [block_text(block) for text in document.running for block in text.blocks]
    parts += [
        document.notes[inline.note_id].mark
        for table in iter_blocks(document.blocks)
        if isinstance(table, Table)
        for block in iter_blocks((table,))
        for inline in iter_inlines(inlines_of(block))
        if isinstance(inline, NoteRef) and inline.note_id in document.notes
    ]
    balance = inspect(path).balance
    assert balance is not None
    found = _found(true, " ".join(parts))
    found.named = sum(balance.left_out.values()) + balance.pictured + balance.unaccounted
    return found


def by_peer(python: str, name: str, path: Path, true: str) -> Found | None:
    """Return what a peer finds of a text; None where it fails."""
    done = subprocess.run(
        [python, "-c", _PEER, name, str(path)], capture_output=True, timeout=300, check=False
    )
    if done.returncode != 0:
        return None
    return _found(true, _PLAIN.sub(" ", html.unescape(done.stdout.decode("utf-8", "replace"))))


def _found(true: str, text: str) -> Found:
    wanted = letters(true)
    return Found(
        recall(wanted, letters(text)), recall(words(true), words(text)), wanted - letters(text)
    )


def main() -> int:
    """Print a line for each file that falls short, and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--peer", default="", help="a Python that has liteparse or pdf_inspector")
    parser.add_argument("--below", type=float, default=0.995)
    wanted = parser.parse_args()
    rows: dict[str, list[Found]] = {}
    short = 0
    for path in wanted.files:
        true = by_poppler(path)
        try:
            found = ours(path, true)
        except ConversionError as error:
            print(f"{path.name}: {error.code}", flush=True)
            continue
        rows.setdefault("hanji", []).append(found)
        line = f"{path.name}: {found.letters:.4f}, words {found.words:.3f}"
        for name in _PEERS if wanted.peer else ():
            theirs = by_peer(wanted.peer, name, path, true)
            if theirs is not None:
                rows.setdefault(name, []).append(theirs)
                line += f"; {name} {theirs.letters:.4f}, {theirs.words:.3f}"
        if found.letters < wanted.below:
            short += found.missing.total() > found.named
            line += f"; lacks {found.missing.total()} of {letters(true).total()}"
            line += f", {found.named} named: {_most(found.missing)}"
            print(line, flush=True)
    for name, found_by in rows.items():
        least = min(found.letters for found in found_by)
        print(
            f"{name}: {len(found_by)} files, letters {mean(f.letters for f in found_by):.4f}"
            f" (least {least:.4f}), words {mean(f.words for f in found_by):.4f}"
        )
    print(f"{short} files with letters that nobody names")
    return 0


def _most(missing: Counter[str]) -> str:
    return " ".join(f"{letter}{count}" for letter, count in missing.most_common(12))


if __name__ == "__main__":
    sys.exit(main())
