# SPDX-License-Identifier: AGPL-3.0-or-later
"""The title, date and publisher that documents of the corpus bear, against what we find.

``metadata_truth.tsv`` was written from the first and last lines of each document. The rules had been
tried on most of them before that, so the table guards against falling back and does not estimate
how unseen documents fare; rows marked ``held out`` were scored once, after the rules stood. Rows
marked ``unseen`` were drawn by chance later and read before anything was mended: of these 30
documents 27 titles were right then, and no date or publisher wrong.
Alternatives are parted by ``|``; an
empty date or publisher means that the document names none. A month is right for a day in it.

    python -m tests.acceptance.metadata_truth
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.conftest import CORPUS

TRUTH = Path(__file__).with_name("metadata_truth.tsv")


@dataclass(frozen=True)
class Judged:
    """What became of one document's title, date and publisher: right, wrong or empty."""

    file: str
    remark: str
    """How the row came into the table: empty, ``held out`` or ``unseen``."""
    title: str
    date: str
    publisher: str
    found: tuple[str, str, str]


def judge_all(corpus: Path = CORPUS) -> list[Judged]:
    """Read each document of the table and judge what was found."""
    with TRUTH.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_judged(corpus, row) for row in rows]


def share_right(results: Iterable[Judged]) -> float:
    """Return the share of right titles."""
    titles = [result.title for result in results]
    return titles.count("right") / len(titles)


def _judged(corpus: Path, row: dict[str, str]) -> Judged:
    document = read_document(corpus / row["file"], (), DEFAULT_LIMITS, NoticeLog())
    found = document.metadata
    date = found.date[:10]
    months = [said[: len(date)] if len(date) == 7 else said for said in row["date"].split("|")]
    return Judged(
        row["file"],
        row["remark"],
        verdict(found.title, row["title"].split("|")),
        verdict(date, months),
        verdict(found.publisher, row["publisher"].split("|")),
        (found.title, date, found.publisher),
    )


def verdict(found: str, wanted: list[str]) -> str:
    """Say whether ``found`` is one of ``wanted`` but for spaces, marks and width."""
    if _folded(found) in map(_folded, wanted):
        return "right"
    return "wrong" if found else "empty"


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _main() -> None:
    results = judge_all()
    said = []
    for name, remark in (("known", ""), ("held out", "held out"), ("unseen", "unseen")):
        part = [result for result in results if result.remark == remark]
        said.append(f"{name}: {len(part)} documents, titles {share_right(part):.3f}")
        for fact in ("title", "date", "publisher"):
            verdicts = [getattr(result, fact) for result in part]
            counted = {kind: verdicts.count(kind) for kind in ("right", "empty", "wrong")}
            said.append(f"  {fact}: {counted}")
    for result in results:
        if "wrong" in (result.title, result.date, result.publisher):
            judged = f"{result.title} {result.date} {result.publisher}"
            said.append(f"{result.file}: {judged} {result.found}")
    sys.stdout.write("\n".join(said) + "\n")


if __name__ == "__main__":
    _main()
