# SPDX-License-Identifier: AGPL-3.0-or-later
"""Languages by their names, as the interface says them."""

from __future__ import annotations

from app.i18n import mark, tr

LANGUAGES = {
    "ko": mark("Korean"),
    "en": mark("English"),
    "ja": mark("Japanese"),
    "zh": mark("Chinese"),
    "vi": mark("Vietnamese"),
}


def language_words(code: str) -> str:
    """Return the name of a language with its code; the code alone for one that has no name here."""
    words = LANGUAGES.get(code.partition("-")[0])
    return f"{tr(words)} ({code})" if words else code
