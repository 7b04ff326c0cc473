# SPDX-License-Identifier: AGPL-3.0-or-later
"""Assembly: the translation of a short Korean phrase, put together from its known parts.

Headings, offices and forms of an administration are compounds of terms ("주민참여예산 운영계획"),
which English writes in the same order; 의 turns its two sides round ("시장의 책무": "duties of
the mayor"), and 및, 와, 과 and the middle dot join. Only a phrase whose every word is known is
assembled: a gap would be filled by nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from translation.entities import find_entities
from translation.memory.lexicon import Lexicon

SCORE = 70
"""What such a translation counts as: less than any match that is taken unseen."""
_MOST_LETTERS = 60
_MOST_PARTS = 7
_SENTENCE = re.compile(r"(?:[다요까죠]|[함됨임음])[.!?]?\s*$|[.!?;]")
_JOINS = re.compile(r"\s*(?:및|·|ㆍ|・|,)\s*|(?:와|과)\s+|\s+(?:또는)\s+")
_OR = "또는"
_WORD = re.compile(r"\S+")
_BLANK = re.compile(r"\s+")
_OF = re.compile(r"의(?=\s)")
_YEAR = re.compile(r"(\d{4})\s?년도?(?=\s|$)")
_THE = re.compile(r"^(?:the|an?)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    letters: int
    """Of the source, that it covers."""


def assemble(source: str, lexicon: Lexicon) -> str | None:
    """Return the translation of a short phrase by its parts; None where a part is unknown.

    Korean into English only: other languages join their nouns by rules of their own.
    """
    text = " ".join(source.split())
    korean = lexicon.pair.source.startswith("ko") and lexicon.pair.target.startswith("en")
    if not korean or not text or len(text) > _MOST_LETTERS or _SENTENCE.search(text):
        return None
    made = _joined(text, lexicon)
    if made is None or not re.search("[가-힣]", text):
        return None
    return made[:1].upper() + made[1:]


def _joined(text: str, lexicon: Lexicon) -> str | None:
    """Return a phrase with its joining words; a term that has one of them inside goes first."""
    whole = _compound(text, lexicon)
    if whole is not None:
        return whole
    for found in _JOINS.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if not left or not right:
            continue
        first, second = _compound(left, lexicon), _joined(right, lexicon)
        if first is not None and second is not None:
            return f"{first} {'or' if _OR in found[0] else 'and'} {second}"
    return None


def _compound(text: str, lexicon: Lexicon) -> str | None:
    """Return a compound of known phrases, with 의 between two of them at most once."""
    parts = [part.strip() for part in _OF.split(text)]
    if len(parts) > 2:
        return None
    said = [_row(part, lexicon) for part in parts]
    if any(one is None for one in said):
        return None
    if len(said) == 1:
        return said[0]
    owner, owned = said
    assert owner is not None
    assert owned is not None
    article = "" if owner[:1].isupper() or _THE.match(owner) else "the "
    return f"{owned} of {article}{owner}"


def _row(text: str, lexicon: Lexicon) -> str | None:
    """Return nouns side by side, the longest known phrase first at each place."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        blank = _BLANK.match(text, at)
        if blank:
            at = blank.end()
            continue
        piece = _piece(text, at, lexicon)
        if piece is None or len(pieces) == _MOST_PARTS:
            return None
        pieces.append(piece.words)
        at += piece.letters
    # An adjective or a name before a noun: articles of the parts would stand in the middle.
    return " ".join(_THE.sub("", piece) for piece in pieces) or None


def _piece(text: str, at: int, lexicon: Lexicon) -> _Piece | None:
    year = _YEAR.match(text, at)
    if year:
        return _Piece(year[1], len(year[0]))
    ends = [found.end() for found in _WORD.finditer(text, at)]
    for end in reversed(ends):
        forms = lexicon.phrase(text[at:end])
        if forms:
            return _Piece(forms[0], end - at)
    # Compounds written as one word: 시민참여예산.
    for end in range(ends[0] - 1, at + 1, -1):
        forms = lexicon.phrase(text[at:end])
        if forms and _rest_is_known(text, end, lexicon):
            return _Piece(forms[0], end - at)
    for entity in find_entities(text[at:], lexicon.pair.source, lexicon.pair.target):
        if entity.start == 0 and entity.accepted:
            after = text[at + entity.end : at + entity.end + 1]
            return None if "가" <= after <= "힣" else _Piece(entity.accepted[0], entity.end)
        break
    return None


def _rest_is_known(text: str, at: int, lexicon: Lexicon) -> bool:
    """Say whether the rest of a word is a known phrase, or several."""
    found = _WORD.match(text, at)
    rest = found[0] if found else ""
    return bool(rest) and any(
        lexicon.phrase(rest[:end]) and (end == len(rest) or _rest_is_known(rest, end, lexicon))
        for end in range(len(rest), 1, -1)
    )
