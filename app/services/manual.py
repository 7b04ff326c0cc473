# SPDX-License-Identifier: AGPL-3.0-or-later
"""The manual: its pages in both languages, and what they hold of a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.i18n import Language

TOPICS = (
    "start",
    "convert",
    "books",
    "book",
    "problems",
    "review",
    "ledger",
    "settings",
    "keys",
)
"""The pages in their order; files of these names lie in ``assets/manual/LANGUAGE``."""


@dataclass(frozen=True, slots=True)
class ManualPage:
    """One page of the manual, as Markdown."""

    topic: str
    text: str

    @property
    def title(self) -> str:
        """Its first heading."""
        found = re.search(r"^# (.+)$", self.text, re.MULTILINE)
        return found.group(1).strip() if found else self.topic


@cache
def manual(language: Language) -> tuple[ManualPage, ...]:
    """Return all pages of a language."""
    folder = files("assets") / "manual" / language.value
    return tuple(
        ManualPage(topic, (folder / f"{topic}.md").read_text(encoding="utf-8")) for topic in TOPICS
    )


def picture(language: Language, name: str) -> bytes:
    """Return a picture that a page names ("pictures/start.png"); nothing where there is none."""
    if re.fullmatch(r"pictures/[a-z]+\.png", name) is None:
        return b""
    file = files("assets") / "manual" / language.value / name
    return file.read_bytes() if file.is_file() else b""


def search(language: Language, words: str) -> tuple[ManualPage, ...]:
    """Return the pages that hold all words, those with a word in their title first."""
    wanted = [word.casefold() for word in words.split()]
    found = [
        page for page in manual(language) if all(word in page.text.casefold() for word in wanted)
    ]
    return tuple(
        sorted(found, key=lambda page: not any(word in page.title.casefold() for word in wanted))
    )
