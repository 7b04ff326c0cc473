# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often our rules of EPUB and EPUBCheck give the same verdict, and how long either takes.

    python -m benchmarks.epub_rules BOOKS [--good N] [--broken N] [--mutated N] [--seed S]

BOOKS is a folder of books. N of them are checked as they are, N more after one rule was broken in
each, and N after one thing of a part was changed by chance, which nobody thought of before
(``tests.converters.checking.broken_books``). The same verdict is: both find an error, or neither
does. Printed: agreement of each, where they differ, CPU seconds a book.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jpype

from converters.checking.epub_rules.rules import book_breaches
from tests.checkers import epubcheck
from tests.converters.checking.broken_books import broken_books, mutated_books

_LARGEST = 400_000


def _given(folder: Path, count: int, seed: int) -> list[bytes]:
    paths = [path for path in sorted(folder.rglob("*.epub")) if path.stat().st_size <= _LARGEST]
    random.Random(seed).shuffle(paths)
    return [path.read_bytes() for path in paths[:count]]


def _compare(books: Iterator[tuple[str, bytes]], title: str) -> None:
    agreed = total = 0
    ours_s = theirs_s = 0.0
    differing: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, book in books:
            start = time.process_time()
            ours = bool(book_breaches(book))
            middle = time.process_time()
            try:
                found = epubcheck.check(book, Path(folder))
                code = next((one.code for one in found if one.severity != "WARNING"), "")
            except jpype.JException:
                # It falls over some broken packages; whoever publishes them is stopped as well.
                code = "gave up"
            theirs_s += time.process_time() - middle
            ours_s += middle - start
            theirs = bool(code)
            agreed += ours == theirs
            total += 1
            if ours != theirs:
                which = "ours" if ours else f"EPUBCheck {code}"
                differing[f"{name} ({which} only)"] += 1
    if total:
        print(f"{title}: {agreed} of {total} agree ({agreed / total:.4f})")
        print(
            f"  CPU ms a book: ours {1000 * ours_s / total:.1f}, EPUBCheck {1000 * theirs_s / total:.1f}"
        )
    for name, count in differing.most_common():
        print(f"  {count:4} {name}")


def main() -> int:
    """Compare and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("books", type=Path)
    parser.add_argument("--broken", type=int, default=2000)
    parser.add_argument("--mutated", type=int, default=2000)
    parser.add_argument("--good", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    good = _given(options.books, options.good, options.seed)
    _compare((("as it is", book) for book in good), "good books")
    _compare(broken_books(good[:100], options.broken, options.seed), "broken books")
    _compare(mutated_books(good, options.mutated, options.seed), "books changed by chance")
    return 0


if __name__ == "__main__":
    sys.exit(main())
