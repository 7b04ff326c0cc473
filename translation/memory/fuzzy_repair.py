# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fuzzy repair: the numbers and terms in which a match differs, put into its translation.

Old and new source are cut into atoms: numbers, dates and the like, terms with the particles
behind them apart, and words. Where the atoms that differ are numbers or phrases whose
translations are known, and the old ones stand in the translation as often as in the source,
the new ones take their places. Everything else is left to a person: a word that a dictionary
does not have may turn the sentence round ("할 수 있다", "할 수 없다").
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from translation.entities import Entity, find_entities, is_kept
from translation.inline_codes import Coded, Tag, tags_of, with_spans
from translation.memory.lexicon import Lexicon
from translation.terms.term import PARTICLES

LEAST = 75
"""Percent of the worst match that is repaired: below, the rest of the sentence is another one."""
_HANGUL = re.compile(r"[가-힣]")
_TAIL = re.compile(rf"(?:{PARTICLES})(?![가-힣])")
_WORDS = re.compile(
    rf"([가-힣]+?)({PARTICLES})?(?![가-힣])|[A-Za-z_](?:[\w.'’\-]*[A-Za-z0-9_])?|\S", re.ASCII
)
_LATIN = re.compile(r"[A-Za-z_][\w.\-]+", re.ASCII)
"""A name or a piece of code, which a language of other letters leaves as it is."""
_AGREEING = {
    "은": ("은", "는"), "는": ("은", "는"), "이": ("이", "가"), "가": ("이", "가"),
    "을": ("을", "를"), "를": ("을", "를"), "과": ("과", "와"), "와": ("과", "와"),
    "으로": ("으로", "로"), "로": ("으로", "로"), "이나": ("이나", "나"), "나": ("이나", "나"),
    "이며": ("이며", "며"), "이라는": ("이라는", "라는"), "라는": ("이라는", "라는"),
}  # fmt: skip
"""Particles by what is before them: after a consonant, after a vowel."""
_RIEUL = 8
_OTHER_LETTERS = ("ko", "ja", "zh")
_SPELLED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VOWEL = re.compile(r"(?:[aeio]|u(?!n[ia]|s[ae]|ti)|8|11\b|18\b)", re.IGNORECASE)
_ARTICLE = re.compile(r"\b([Aa])n?(\s+)$")
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an", "by", "at", "with"])


@dataclass(frozen=True, slots=True)
class Repair:
    """A translation with other numbers and terms."""

    target: Coded
    replaced: tuple[tuple[str, str], ...]
    """What stood in the translation, and what stands there now."""
    complete: bool
    """Whether nothing else differs."""


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    text: str
    key: str
    """Equal for atoms that say the same."""
    forms: tuple[str, ...] = ()
    """Its writings in the target language, where they are known."""
    entity: Entity | None = None
    literal: bool = False
    """Whether the translation has it letter by letter."""


def repair(old: Coded, new: Coded, target: Coded, lexicon: Lexicon) -> Repair | None:
    """Return ``target``, a translation of ``old``, made one of ``new`` as far as that is safe.

    None where nothing could be put right, or a replacement would not be sure.
    """
    if list(tags_of(old)) != list(tags_of(new)):
        return None
    before, after = (_atoms(content.text, lexicon) for content in (old, new))
    pairs, complete = _pairs(before, after, lexicon)
    if not pairs:
        return None
    spans = _spans(pairs, before, target.text)
    if spans is None:
        return None
    words = _agreed(target.text, spans, lexicon.pair.target)
    if _cut_by_codes(target, words):
        return None
    made = with_spans(target, words)
    if not _sound(pairs, after, made.text):
        return None
    replaced = tuple((target.text[start:end], fresh) for start, end, fresh in spans)
    return Repair(made, replaced, complete)


# ---------------------------------------------------------------- what differs


def _atoms(text: str, lexicon: Lexicon) -> tuple[_Atom, ...]:
    found: list[_Atom] = []
    for entity in find_entities(text, lexicon.pair.source, lexicon.pair.target):
        forms = tuple(dict.fromkeys((*entity.accepted, entity.text)))
        found.append(_Atom(entity.start, entity.end, entity.text, f"#{entity.text}", forms, entity))
    for match in lexicon.glossary.matches(text):
        if match.term.targets and all(
            match.end <= atom.start or atom.end <= match.start for atom in found
        ):
            key = f"={''.join(match.term.source.split()).casefold()}"
            written = text[match.start : match.end]
            found.append(_Atom(match.start, match.end, written, key, match.term.targets))
    found.sort(key=lambda atom: atom.start)
    atoms: list[_Atom] = []
    at = 0
    for item in found:
        atoms += _plain(text, at, item.start)
        atoms.append(item)
        at = item.end
        tail = _TAIL.match(text, at) if _HANGUL.match(text[at : at + 1]) else None
        while tail is not None:
            atoms.append(_Atom(at, tail.end(), tail[0], _particle_key(tail[0])))
            at = tail.end()
            tail = _TAIL.match(text, at)
    atoms += _plain(text, at, len(text))
    return tuple(atoms)


def _plain(text: str, start: int, end: int) -> Iterator[_Atom]:
    for found in _WORDS.finditer(text[:end], start):
        stem, tail = found[1], found[2]
        if not stem:
            yield _Atom(found.start(), found.end(), found[0], found[0].casefold())
            continue
        yield _Atom(found.start(), found.end(1), stem, stem)
        if tail:
            yield _Atom(found.start(2), found.end(2), tail, _particle_key(tail))


def _particle_key(particle: str) -> str:
    return f"~{_AGREEING.get(particle, (particle,))[0]}"


_Pair = tuple[_Atom, _Atom]


def _pairs(
    before: Sequence[_Atom], after: Sequence[_Atom], lexicon: Lexicon
) -> tuple[list[_Pair], bool]:
    """Return what stands for what, and whether that is all that differs."""
    pairs: list[_Pair] = []
    complete = True
    steps = SequenceMatcher(
        None, [atom.key for atom in before], [atom.key for atom in after], autojunk=False
    ).get_opcodes()
    for kind, i1, i2, j1, j2 in steps:
        if kind == "equal":
            continue
        found = _region(before[i1:i2], after[j1:j2], lexicon) if kind == "replace" else None
        if found is None:
            complete = False
        else:
            pairs += found
    return pairs, complete


def _region(old: Sequence[_Atom], new: Sequence[_Atom], lexicon: Lexicon) -> list[_Pair] | None:
    """Return what stands for what in one stretch that differs; None where that is not known."""
    if len(old) == len(new):
        pairs = []
        for one, other in zip(old, new, strict=True):
            known = _known(one, lexicon), _known(other, lexicon)
            if known[0] is None or known[1] is None:
                break
            if (one.entity is None, known[0].literal) != (other.entity is None, known[1].literal):
                break
            pairs.append((known[0], known[1]))
        else:
            return pairs
    whole = _whole(old, lexicon), _whole(new, lexicon)
    if whole[0] is None or whole[1] is None:
        return None
    return [(whole[0], whole[1])]


def _known(atom: _Atom, lexicon: Lexicon) -> _Atom | None:
    if atom.forms or atom.key.startswith("~"):
        return atom if atom.forms else None
    if lexicon.pair.source.partition("-")[0] in _OTHER_LETTERS and _LATIN.fullmatch(atom.text):
        return replace(atom, forms=(atom.text,), literal=True)
    return _whole((atom,), lexicon)


def _whole(atoms: Sequence[_Atom], lexicon: Lexicon) -> _Atom | None:
    """Return a stretch of atoms as one phrase that is known."""
    if any(atom.entity is not None for atom in atoms):
        return None
    text = ""
    for before, atom in zip((None, *atoms), atoms, strict=False):
        text += (" " if before is not None and before.end < atom.start else "") + atom.text
    forms = lexicon.phrase(text)
    if not forms:
        return None
    return _Atom(atoms[0].start, atoms[-1].end, text, f"={''.join(text.split())}", forms)


# ---------------------------------------------------------------- in the translation


def _spans(
    pairs: Sequence[_Pair], before: Sequence[_Atom], target: str
) -> list[tuple[int, int, str]] | None:
    """Return where the translation has what is replaced, and what comes there; None if unsure."""
    change: dict[str, _Pair] = {}
    for one, other in pairs:
        if change.setdefault(one.key, (one, other))[1].key != other.key:
            return None
    wanted = Counter(one.key for one, _ in pairs)
    there = Counter(atom.key for atom in before)
    spans: list[tuple[int, int, str]] = []
    for key, (one, other) in change.items():
        places = _places(one, target)
        # One that stays as it is in another place of the source cannot be told from this one.
        if len(places) != wanted[key] or there[key] > wanted[key]:
            return None
        spans += (
            (start, end, _written(target[start:end], form, one, other, target[:start]))
            for start, end, form in places
        )
    spans.sort()
    if any(one[1] > other[0] for one, other in itertools.pairwise(spans)):
        return None
    return spans


def _places(atom: _Atom, target: str) -> list[tuple[int, int, int]]:
    """Return where ``target`` has ``atom``: start, end, and which of its forms (-1: spelled out)."""
    taken: list[tuple[int, int, int]] = []
    for number, form in sorted(enumerate(atom.forms), key=lambda pair: -len(pair[1])):
        if atom.entity is not None:
            pattern = rf"(?<![\d.,]){re.escape(form)}(?!\d|[.,]\d)"
        elif _HANGUL.search(form):
            pattern = rf"(?<![가-힣]){re.escape(form)}"
        else:
            pattern = rf"(?<![A-Za-z0-9]){re.escape(form)}(?:es|s)?(?![A-Za-z0-9])"
        if atom.literal:
            pattern = rf"(?<![\w.]){re.escape(form)}(?!\w)"
        for found in re.finditer(pattern, target, 0 if atom.literal else re.IGNORECASE):
            if all(found.end() <= start or end <= found.start() for start, end, _ in taken):
                taken.append((*found.span(), number))
    spelled = _spelled(atom)
    if not taken and spelled:
        taken = [
            (*found.span(), -1) for found in re.finditer(rf"\b{spelled}\b", target, re.IGNORECASE)
        ]
    return taken


def _spelled(atom: _Atom) -> str:
    small = atom.text.isdecimal() and atom.entity is not None and 2 <= int(atom.text) <= 10
    return _SPELLED[int(atom.text) - 2] if small else ""


def _written(shown: str, form: int, old: _Atom, new: _Atom, before: str) -> str:
    """Return the new words as the old ones were written: spelled out, plural, with capitals."""
    if new.entity is not None:
        if form < 0:
            words = _spelled(new) or new.forms[0]
            return words.capitalize() if shown[0].isupper() else words
        return new.forms[form] if len(new.forms) == len(old.forms) else new.forms[0]
    words = new.forms[0]
    if new.literal:
        return words
    plural = len(shown) > len(old.forms[form]) and not words.casefold().endswith("s")
    if plural:
        words += "s"
    parts = [part for part in shown.split() if part not in _SMALL]
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        return " ".join(
            part if part in _SMALL else part[:1].upper() + part[1:] for part in words.split()
        )
    if shown[:1].isupper() and not before.strip(" \n\t\"“‘('"):
        return words[:1].upper() + words[1:]
    return words


def _cut_by_codes(target: Coded, spans: Sequence[tuple[int, int, str]]) -> bool:
    """Say whether a code stands inside of what is replaced."""
    at = 0
    for part in target.parts:
        if isinstance(part, Tag):
            if any(start < at < end for start, end, _ in spans):
                return True
        else:
            at += len(part)
    return False


def _agreed(
    target: str, spans: Sequence[tuple[int, int, str]], language: str
) -> list[tuple[int, int, str]]:
    """Return ``spans`` grown by the article before, or the particle behind, that must follow them."""
    found: list[tuple[int, int, str]] = []
    least = 0
    for start, end, words in spans:
        if language.startswith("ko"):
            tail = _TAIL.match(target, end) if words[-1:].isalnum() else None
            if tail is not None and particle_after(words, tail[0]) != tail[0]:
                end, words = tail.end(), words + particle_after(words, tail[0])
        elif language.startswith("en"):
            article = _ARTICLE.search(target, least, start)
            if article is not None:
                right = article[1] + ("n" if _VOWEL.match(words) else "")
                if not article[0].startswith(right + article[2]):
                    start, words = article.start(), right + article[2] + words
        found.append((start, end, words))
        least = end
    return found


def particle_after(word: str, particle: str) -> str:
    """Return ``particle`` as it is written behind ``word``."""
    closed, opened = _AGREEING.get(particle, (particle, particle))
    last = word[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return opened if not final or (final == _RIEUL and closed == "으로") else closed
    if last.isdecimal():
        return opened if last in "2459" or (closed == "으로" and last in "178") else closed
    return particle


def _sound(pairs: Sequence[_Pair], after: Sequence[_Atom], made: str) -> bool:
    """Say whether the new translation states every number that the new source has."""
    changed = any(other.entity is not None for _, other in pairs)
    return not changed or all(
        is_kept(atom.entity, made) for atom in after if atom.entity is not None
    )
