# SPDX-License-Identifier: AGPL-3.0-or-later
"""Korean and English through one gettext catalogue, for the window and the commands alike.

Message ids are English sentences with ``{names}``; the Korean catalogue lies in
``assets/locale``. Reports carry both languages at once, so a sentence can also
be asked for in a language other than the current one.
"""

from __future__ import annotations

import gettext
import locale
import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files

DOMAIN = "hanji"


class Language(StrEnum):
    """Languages of the program itself: of its window, commands and sentences."""

    KOREAN = "ko"
    ENGLISH = "en"


class _Named(dict[str, object]):
    """Values for a sentence; a name without a value leaves no brace behind."""

    def __missing__(self, key: str) -> str:
        return ""


class _Choice:
    """The language in use; one per process, as for every gettext program."""

    current: Language = Language.KOREAN


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language is Language.ENGLISH:
        return gettext.NullTranslations()
    with as_file(files("assets") / "locale") as folder:
        return gettext.translation(DOMAIN, str(folder), [language.value], fallback=True)


def preferred_language(environ: Mapping[str, str] | None = None) -> Language:
    """Return the language that HANJI_LANG or the system asks for; Korean when undecided."""
    variables = os.environ if environ is None else environ
    asked = variables.get("HANJI_LANG", "")
    if not asked:
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        asked = next((variables[name] for name in names if variables.get(name)), "")
    if not asked and environ is None and sys.platform == "win32":
        # Elsewhere Python answers "en_US" for want of any locale; Windows always has one.
        asked = locale.getlocale()[0] or ""
    lowered = asked.lower()
    # "English_United States" is how Windows spells it.
    return Language.ENGLISH if lowered.startswith("en") else Language.KOREAN


def use_language(language: Language) -> None:
    """Make ``language`` the one in which ``tr`` answers from now on."""
    _Choice.current = language


def current_language() -> Language:
    """Return the language in which ``tr`` answers."""
    return _Choice.current


def bind_standard_library(language: Language) -> None:
    """Let argparse, which asks gettext's default domain, speak ``language`` too."""
    with as_file(files("assets") / "locale") as folder:
        gettext.bindtextdomain(DOMAIN, str(folder))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language.value


def mark(message: str) -> str:
    """Return ``message`` unchanged; marks it for the catalogue."""
    return message


def markn(one: str, many: str) -> tuple[str, str]:
    """Return both English forms unchanged; marks them for the catalogue."""
    return one, many


def tr(message: str, language: Language | None = None, /, **values: object) -> str:
    """Return ``message`` in the current (or the given) language, with its names filled in."""
    sentence = _catalogue(language or _Choice.current).gettext(message)
    return sentence.format_map(_Named(values)) if "{" in sentence else sentence


def trn(
    one: str, many: str, count: int, language: Language | None = None, /, **values: object
) -> str:
    """Return the form of a sentence for ``count`` things; ``{n}`` is the count."""
    sentence = _catalogue(language or _Choice.current).ngettext(one, many, count)
    return sentence.format_map(_Named(values, n=f"{count:,}"))
