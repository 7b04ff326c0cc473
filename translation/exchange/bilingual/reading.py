# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the segments of a bilingual file, each with the places of its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from translation.exchange.bilingual.elements import Element, broken, tree
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.xml import parse
from translation.inline_codes import Coded, Part, Tag, TagKind, coded
from translation.review.segments import Status

_SPACES = (
    "urn:oasis:names:tc:xliff:document:1.2",
    "urn:oasis:names:tc:xliff:document:1.1",
    "",
)
_SDL = "http://sdl.com/FileTypes/SdlXliff/1.0"
_MQ = "MQXliff"
_TXLF = "http://www.gs4tr.org/schema/xliff-ext"
_PAIRED = ("g", "bpt", "ept", "bx", "ex")
_INLINE = ("g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "mrk", "sub")


class Dialect(StrEnum):
    """Whose file it is."""

    TRADOS = "sdlxliff"
    MEMOQ = "mqxliff"
    WORDFAST = "txlf"
    WORDFAST_PRO = "txml"
    """Of Wordfast Pro 2 and 3: no XLIFF."""
    PLAIN = "xliff12"


_STATUS = {
    Dialect.TRADOS: {
        "Draft": Status.DRAFT,
        "Translated": Status.REVIEWED,
        "RejectedTranslation": Status.EDITED,
        "ApprovedTranslation": Status.APPROVED,
        "RejectedSignOff": Status.EDITED,
        "ApprovedSignOff": Status.APPROVED,
    },
    Dialect.MEMOQ: {
        "PartiallyEdited": Status.EDITED,
        "Pretranslated": Status.DRAFT,
        "MachineTranslated": Status.DRAFT,
        "AssembledFromFragments": Status.DRAFT,
        "ManuallyConfirmed": Status.REVIEWED,
        "Reviewer1Confirmed": Status.REVIEWED,
        "Proofread": Status.APPROVED,
        "Rejected": Status.EDITED,
    },
}
_XLIFF_STATES = {
    "needs-translation": Status.UNTRANSLATED,
    "new": Status.UNTRANSLATED,
    "translated": Status.REVIEWED,
    "signed-off": Status.APPROVED,
    "final": Status.APPROVED,
}


def status_of(dialect: Dialect, word: str, *, translated: bool) -> Status:
    """Return the status of a segment by the word that its tool has for it."""
    if not translated:
        return Status.UNTRANSLATED
    return _STATUS.get(dialect, _XLIFF_STATES).get(word, Status.DRAFT)


@dataclass(frozen=True, slots=True)
class BilingualSegment:
    """A segment of a bilingual file."""

    unit: int
    """Number of its unit in the file, from 0."""
    source: Coded
    target: Coded
    status: Status
    locked: bool
    codes: dict[int, tuple[bytes, bytes]]
    """The bytes of each code's tags, opening and closing; a single one has no closing."""
    place: tuple[int, int] | None
    """Where the content of its target stands; None where there is no target yet."""
    whole: tuple[int, int] = (0, 0)
    """Where the element around that content stands; where one belongs if ``place`` is None."""
    scaffold: tuple[tuple[bytes, int | None], ...] = ()
    """What to write where the unit has no target: bytes, and numbers of segments between."""
    state: tuple[int, int] | None = None
    """Where the tag stands that says how far it is."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class BilingualFile:
    """A bilingual file of another tool."""

    dialect: Dialect
    source_language: str
    target_language: str
    original: str
    segments: tuple[BilingualSegment, ...]


def read(data: bytes) -> BilingualFile:
    """Return the segments of a file, in its order.

    Raises:
        ExchangeRefused: it is no such file, damaged or hostile, not in UTF-8, or has something
            in a segment that could not be written back; the rule is named.
    """
    # Limits, entities and whether it is XML at all: this reader sees what passed that.
    parse(data)
    root = tree(data)
    if root.name == "txml" and not root.space:
        return _read_txml(root, data)
    if root.name != "xliff" or root.space not in _SPACES:
        raise ExchangeRefused(
            ExchangeCode.WRONG_FORMAT,
            root.line,
            expected="SDLXLIFF, MQXLIFF, TXLF, TXML, XLIFF 1.2",
            found=f"{root.name[:80]} {root.attributes.get('version', '')[:20]}".strip(),
        )
    if not root.attributes.get("version", "1.2").startswith("1."):
        raise ExchangeRefused(
            ExchangeCode.VERSION, root.line, found=root.attributes["version"][:20]
        )
    files = list(root.elements("file"))
    if not files:
        broken("file", root)
    pairs = {
        (one.attributes.get("source-language", ""), one.attributes.get("target-language", ""))
        for one in files
    }
    if len(pairs) > 1:
        broken("one-pair-of-languages", files[1])
    source, target = next(iter(pairs))
    dialect = _dialect(root, data)
    segments: list[BilingualSegment] = []
    for number, unit in enumerate(one for one in root.walk() if one.name == "trans-unit"):
        segments += _unit(unit, number, dialect, data, len(segments))
    return BilingualFile(
        dialect, source, target, files[0].attributes.get("original", ""), tuple(segments)
    )


def _read_txml(root: Element, data: bytes) -> BilingualFile:
    """Return the segments of a TXML: blocks of segments, each with source and perhaps target.

    What stands around segments, and what was said of them before, stays as it is.
    """
    segments = [
        _txml_segment(segment, number, data)
        for number, block in enumerate(one for one in root.walk() if one.name == "translatable")
        for segment in block.elements("segment")
    ]
    said = root.attributes
    return BilingualFile(
        Dialect.WORDFAST_PRO,
        said.get("locale", ""),
        said.get("targetlocale", ""),
        "",
        tuple(segments),
    )


def _txml_segment(segment: Element, number: int, data: bytes) -> BilingualSegment:
    sources, targets = list(segment.elements("source")), list(segment.elements("target"))
    if len(sources) != 1:
        broken("one-source", segment)
    if len(targets) > 1:
        broken("one-target", targets[1])
    codes: dict[int, tuple[bytes, bytes]] = {}
    numbers: dict[str, int] = {}
    source = _txml_content(sources[0], codes, numbers, data)
    target, place, whole = Coded(()), None, (sources[0].end, sources[0].end)
    if targets:
        (one,) = targets
        target = _txml_content(one, codes, numbers, data)
        place, whole = (one.inner, one.inner_end), (one.start, one.end)
    status = Status.DRAFT if target.parts else Status.UNTRANSLATED
    return BilingualSegment(
        number, source, target, status, False, codes, place, whole, line=segment.line
    )


def _txml_content(
    half: Element, codes: dict[int, tuple[bytes, bytes]], numbers: dict[str, int], data: bytes
) -> Coded:
    """Return text with its codes: ``ut`` elements, which hold markup of the original."""
    parts: list[Part] = []
    for child in half.children:
        if isinstance(child, str):
            parts.append(child)
            continue
        if child.name != "ut":
            broken("inline-element", child)
        key = child.attributes.get("x", "") or f"at {child.start}"
        number = numbers.setdefault(key, len(numbers) + 1)
        codes.setdefault(number, (data[child.start : child.end], b""))
        parts.append(Tag(TagKind.SINGLE, number))
    return coded(parts)


def _dialect(root: Element, data: bytes) -> Dialect:
    head = data[:4096]
    spaces = {root.space, *(element.space for element in root.walk())}
    if _SDL in spaces or _SDL.encode() in head:
        return Dialect.TRADOS
    if _MQ in spaces or b'"MQXliff"' in head:
        return Dialect.MEMOQ
    if _TXLF in spaces or _TXLF.encode() in head:
        return Dialect.WORDFAST
    return Dialect.PLAIN


# ---------------------------------------------------------------- segments


def _unit(
    unit: Element, number: int, dialect: Dialect, data: bytes, first: int
) -> Iterator[BilingualSegment]:
    sources, targets = list(unit.elements("source")), list(unit.elements("target"))
    if len(sources) != 1:
        broken("one-source", unit)
    if len(targets) > 1:
        broken("one-target", targets[1])
    target = targets[0] if targets else None
    cut = next(unit.elements("seg-source"), None)
    marks = _marks(cut) if cut is not None else {}
    locked = unit.attributes.get("translate") == "no"
    if not marks:
        yield _segment(
            sources[0], target, target, unit, number, dialect, data, locked=locked,
            after=(cut or sources[0]).end,
        )  # fmt: skip
        return
    assert cut is not None
    translated = _marks(target) if target is not None else {}
    scaffold = _scaffold(cut, marks, data, first) if target is None or not translated else ()
    for name, mark in marks.items():
        found = translated.get(name)
        segment = _segment(
            mark, found, target, unit, number, dialect, data, locked=locked,
            after=target.start if target is not None else cut.end, name=name,
        )  # fmt: skip
        if target is not None and found is None and translated:
            broken("target-has-every-segment", target)
        # One state for several segments is nobody's: only Trados says it of each.
        state = segment.state if dialect is Dialect.TRADOS else None
        yield BilingualSegment(
            segment.unit, segment.source, segment.target, segment.status, segment.locked,
            segment.codes, segment.place,
            segment.whole if found is not None else _where(target, cut),
            scaffold, state, segment.line,
        )  # fmt: skip


def _where(target: Element | None, cut: Element) -> tuple[int, int]:
    return (target.start, target.end) if target is not None else (cut.end, cut.end)


def _marks(half: Element) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for mark in half.walk():
        if mark.name == "mrk" and mark.attributes.get("mtype") == "seg":
            name = mark.attributes.get("mid", "")
            if name in found:
                broken("mid-once", mark)
            found[name] = mark
    return found


def _scaffold(
    cut: Element, marks: dict[str, Element], data: bytes, first: int
) -> tuple[tuple[bytes, int | None], ...]:
    """Return the content of a segmented source without its segments, to put targets into."""
    parts: list[tuple[bytes, int | None]] = []
    at = cut.inner
    for offset, mark in enumerate(marks.values()):
        opening = data[at : mark.inner]
        if mark.is_empty_tag:
            opening = opening[:-2].rstrip() + b">"
        parts.append((opening, first + offset))
        at = mark.inner_end
    parts.append((data[at : cut.inner_end], None))
    return tuple(parts)


def _segment(
    source: Element,
    target: Element | None,
    state_of: Element | None,
    unit: Element,
    number: int,
    dialect: Dialect,
    data: bytes,
    *,
    locked: bool,
    after: int,
    name: str = "",
) -> BilingualSegment:
    codes: dict[int, tuple[bytes, bytes]] = {}
    numbers: dict[str, int] = {}
    said = _content(source, codes, numbers, data)
    found = _content(target, codes, numbers, data) if target is not None else Coded(())
    status, state = _state(unit, state_of, dialect, name, translated=bool(found.parts))
    if dialect is Dialect.TRADOS and name:
        locked = locked or _definition_says(unit, name, "locked") == "true"
    elif dialect is Dialect.MEMOQ:
        locked = locked or unit.attributes.get("locked") == "locked"
    place = (target.inner, target.inner_end) if target is not None else None
    whole = (target.start, target.end) if target is not None else (after, after)
    return BilingualSegment(
        number, said, found, status, locked, codes, place, whole, (), state, source.line
    )


def _definition(unit: Element, name: str) -> Element | None:
    """Return what Trados says of a segment, beside the unit's halves."""
    return next(
        (
            one
            for one in unit.walk()
            if one.name == "seg" and one.space == _SDL and one.attributes.get("id") == name
        ),
        None,
    )


def _definition_says(unit: Element, name: str, what: str) -> str:
    found = _definition(unit, name)
    return found.attributes.get(what, "") if found is not None else ""


def _state(
    unit: Element, target: Element | None, dialect: Dialect, name: str, *, translated: bool
) -> tuple[Status, tuple[int, int] | None]:
    usual = status_of(dialect, "", translated=translated)
    if dialect is Dialect.TRADOS and name:
        found = _definition(unit, name)
        if found is None:
            return usual, None
        said = status_of(dialect, found.attributes.get("conf", ""), translated=translated)
        return said, (found.start, found.inner)
    if dialect is Dialect.MEMOQ:
        said = status_of(dialect, unit.attributes.get("status", ""), translated=translated)
        return said, (unit.start, unit.inner)
    if target is None:
        return usual, None
    # What only Trados says of each segment, a segment of another's has in the words of XLIFF.
    plain = Dialect.PLAIN if dialect is Dialect.TRADOS else dialect
    said = status_of(plain, target.attributes.get("state", ""), translated=translated)
    if unit.attributes.get("approved") == "yes" and translated:
        said = Status.APPROVED
    return said, (target.start, target.inner)


def _content(
    half: Element,
    codes: dict[int, tuple[bytes, bytes]],
    numbers: dict[str, int],
    data: bytes,
) -> Coded:
    parts: list[Part] = []
    kinds = {"bpt": "p", "ept": "p", "bx": "b", "ex": "b"}

    def code(element: Element, key: str) -> int:
        return numbers.setdefault(key, len(numbers) + 1)

    def walk(parent: Element) -> None:
        for child in parent.children:
            if isinstance(child, str):
                parts.append(child)
                continue
            if child.name not in _INLINE or child.space not in _SPACES:
                broken("inline-element", child)
            own = child.attributes.get("rid") or child.attributes.get("id", "")
            if child.name in ("g", "mrk") and not child.is_empty_tag:
                key = f"{child.name}{child.attributes.get('mid', own)}{child.attributes.get('mtype', '')}"
                number = code(child, key)
                codes.setdefault(
                    number,
                    (data[child.start : child.inner], data[child.inner_end : child.end]),
                )
                parts.append(Tag(TagKind.OPEN, number))
                walk(child)
                parts.append(Tag(TagKind.CLOSE, number))
                continue
            written = data[child.start : child.end]
            if child.name in ("bpt", "bx", "ept", "ex"):
                number = code(child, f"{kinds[child.name]}{own}")
                opening, closing = codes.get(number, (b"", b""))
                begins = child.name in ("bpt", "bx")
                codes[number] = (
                    (opening or written, closing) if begins else (opening, closing or written)
                )
                parts.append(Tag(TagKind.OPEN if begins else TagKind.CLOSE, number))
                continue
            number = code(child, f"{child.name}{own}")
            codes.setdefault(number, (written, b""))
            parts.append(Tag(TagKind.SINGLE, number))

    walk(half)
    return coded(parts)
