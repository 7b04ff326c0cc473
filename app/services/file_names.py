# SPDX-License-Identifier: AGPL-3.0-or-later
"""File names that every system can hold, one for each book."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_MAX_NAME_BYTES = 200
"""File systems allow 255 bytes; some stay for a number, a suffix and a temporary ending."""

_MARK_LENGTH = 8

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)", re.IGNORECASE
)
"""Names of devices, with any ending and with blanks before it (Microsoft, "Naming Files")."""
# Marks that turn or hide what stands beside them: "a\u202egpj.exe" looks like a picture's name.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def safe_stem(stem: str) -> str:
    """Return ``stem`` as NFC, without what Windows forbids, and short enough."""
    return _shortened(_cleaned(stem), _MAX_NAME_BYTES)


def _cleaned(stem: str) -> str:
    # A name with bytes that are no UTF-8 holds lone surrogates; they cannot be written to JSON.
    cleaned = stem.encode("utf-8", "replace").decode("utf-8")
    cleaned = _UNSEEN.sub("", unicodedata.normalize("NFC", cleaned))
    cleaned = _FORBIDDEN.sub("_", cleaned)
    cleaned = cleaned.strip().rstrip(".").rstrip() or "_"
    return f"_{cleaned}" if _RESERVED.fullmatch(cleaned.split(".")[0].strip()) else cleaned


def _shortened(text: str, size: int) -> str:
    """Cut ``text`` to ``size`` UTF-8 bytes, never inside a character.

    A mark made of the whole name keeps apart names that differ only behind the cut.
    """
    whole = text.encode("utf-8")
    if len(whole) <= size:
        return text
    mark = "~" + sha256(whole).hexdigest()[:_MARK_LENGTH]
    return whole[: size - len(mark)].decode("utf-8", "ignore").rstrip() + mark


def is_too_long(stem: str) -> bool:
    """Tell whether the book of ``stem`` has a shorter name."""
    return len(_cleaned(stem).encode("utf-8")) > _MAX_NAME_BYTES


def variants(stem: str, suffix: str, kind: str) -> list[str]:
    """Return the names to try for a book, best first: "a.epub", "a (hwpx).epub".

    Args:
        stem: a safe stem.
        suffix: the ending with its dot.
        kind: the source's extension without the dot, for the second choice.
    """
    first = f"{stem}{suffix}"
    return [first, f"{stem} ({kind}){suffix}"] if kind else [first]


def without_language(stem: str, codes: str) -> str:
    """Return a stem without the languages that it ends in already: "a.en" for "en" is "a".

    Args:
        stem: of a document or a project.
        codes: of the languages that the name of its book is about to say: "en", "ko-en".
    """
    bare, dot, last = stem.rpartition(".")
    said = last.casefold()
    return (
        bare
        if dot and bare and said in (codes.casefold(), codes.casefold().split("-")[-1])
        else stem
    )


def numbered(stem: str, suffix: str, number: int) -> str:
    """Return "a (2).epub"."""
    return f"{stem} ({number}){suffix}"


def same_place(relative: str) -> str:
    """Return the key under which two paths are one file on some system (case and composition aside)."""
    return unicodedata.normalize("NFC", relative).casefold()
