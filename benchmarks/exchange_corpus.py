# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the readers of exchange files accept and refuse of a corpus, by folder.

    python -m benchmarks.exchange_corpus CORPUS [--each]

A file is expected to be refused where its folder or name says "invalid".
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from translation.exchange import tmx, xliff2, xliff12
from translation.exchange.errors import ExchangeRefused
from translation.languages import LanguagePair

_SUFFIXES = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".tmx")
_HEAD = 4096


def verdict(path: Path) -> str:
    """Return "" for a file that is read, else why it is refused."""
    data = path.read_bytes()
    try:
        if path.suffix.lower() == ".tmx":
            for _ in tmx.read(data, LanguagePair("en", "fr")):
                pass
        elif b"document:2." in data[:_HEAD]:
            xliff2.read(data)
        else:
            xliff12.read(data)
    except ExchangeRefused as refused:
        return str(refused)
    return ""


def group_of(path: Path, corpus: Path) -> str:
    """Return the folder of ``path``, and what its name adds to it."""
    place = path.parent.relative_to(corpus).as_posix()
    head = path.name.split("__")[:-1]
    return "/".join([place, *head, path.suffix[1:]])


def is_invalid(path: Path, corpus: Path) -> bool:
    """Return whether ``path`` is there to be refused."""
    return "invalid" in path.relative_to(corpus).as_posix().lower()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--each", action="store_true", help="name the files that surprise")
    given = parser.parse_args()
    accepted: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    surprises: list[str] = []
    for path in sorted(given.corpus.rglob("*")):
        if path.suffix.lower() not in _SUFFIXES or not path.is_file():
            continue
        group, why = group_of(path, given.corpus), verdict(path)
        (refused if why else accepted)[group] += 1
        if bool(why) != is_invalid(path, given.corpus):
            surprises.append(f"{path.relative_to(given.corpus)}: {why or 'accepted'}")
    print(f"{'folder':44} {'accepted':>8} {'refused':>8}")
    for group in sorted(accepted.keys() | refused.keys()):
        print(f"{group:44} {accepted[group]:8} {refused[group]:8}")
    print(f"against what folder or name says: {len(surprises)}")
    if given.each:
        print("\n".join(surprises))


if __name__ == "__main__":
    main()
