# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of formats in the docs, made of what the formats declare.

``python -m tests.layout.format_table`` writes them anew; a test fails while they are not current.
"""

from __future__ import annotations

from pathlib import Path

from app.i18n import Language, tr
from converters.formats import READ_FORMATS
from converters.source.format_spec import FormatSpec

REPOSITORY = Path(__file__).parent.parent.parent
PAGES = {
    REPOSITORY / "docs" / "user" / "guide.ko.md": Language.KOREAN,
    REPOSITORY / "docs" / "user" / "guide.en.md": Language.ENGLISH,
}
BEGIN, END = "<!-- formats -->\n", "<!-- end of formats -->\n"
_HEADS = {
    Language.KOREAN: ("형식", "확장자"),
    Language.ENGLISH: ("format", "extensions"),
}


def table(language: Language) -> str:
    """Return the table of the formats that are read."""
    heads = _HEADS[language]
    lines = [heads, ("---",) * len(heads), *(_row(spec, language) for spec in READ_FORMATS)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _row(spec: FormatSpec, language: Language) -> tuple[str, ...]:
    return tr(spec.name, language), " ".join(f"`{suffix}`" for suffix in spec.suffixes)


def with_table(text: str, language: Language) -> str:
    """Return a page of the docs with its table as it should be."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + table(language) + END + rest.split(END)[1]


if __name__ == "__main__":
    for page, spoken in PAGES.items():
        page.write_text(with_table(page.read_text("utf-8"), spoken), "utf-8")
