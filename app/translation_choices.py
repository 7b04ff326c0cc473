# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the settings and the window call a translation of new books.

"en" is English of Korean documents, "ko-en" both languages side by side; "ko" is Korean of English
documents, "en-ko" both. Which of them are offered is told by the packages that are installed.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import mark

CHOICES = (
    ("", mark("None")),
    ("en", mark("English (machine draft)")),
    ("ko-en", mark("Korean and English (machine draft)")),
    ("ja", mark("Japanese (machine draft)")),
    ("ko-ja", mark("Korean and Japanese (machine draft)")),
    ("zh", mark("Chinese (machine draft)")),
    ("ko-zh", mark("Korean and Chinese (machine draft)")),
    ("vi", mark("Vietnamese (machine draft)")),
    ("ko-vi", mark("Korean and Vietnamese (machine draft)")),
    ("ko", mark("Korean, of English documents (machine draft)")),
    ("en-ko", mark("English and Korean (machine draft)")),
)
"""Each with its words."""
ALWAYS = ("", "en", "ko-en")
"""Offered whatever is installed: where nothing leads there, the start of a run says so."""


@dataclass(frozen=True, slots=True)
class TranslationChoice:
    """A translation that is chosen."""

    source: str
    target: str
    bilingual: bool

    @property
    def name(self) -> str:
        """What the settings call it."""
        return f"{self.source}-{self.target}" if self.bilingual else self.target


def choice_named(name: str) -> TranslationChoice:
    """Return the translation that a name of ``CHOICES`` stands for, "" excepted."""
    source, side_by_side, target = name.rpartition("-")
    if not side_by_side:
        source = "en" if target == "ko" else "ko"
    return TranslationChoice(source, target, bool(side_by_side))
