# SPDX-License-Identifier: AGPL-3.0-or-later
"""XLIFF 2.1 (ISO 21720) of a document under review, written and read back."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lxml import etree

from translation.exchange.inline import (
    Ids,
    Numbers,
    TagForm,
    illegal_points,
    lost,
    name_of,
    token_of,
    written_tags,
)
from translation.exchange.returned import Returned, ReturnedSegment
from translation.exchange.rules import validate
from translation.exchange.rules.core import children
from translation.exchange.rules.schema import CORE
from translation.exchange.rules.structure import is_core
from translation.exchange.xml import XML, element_name, legal, line_of, pack, parse
from translation.inline_codes import Coded, Part, Tag, TagKind, coded
from translation.review.anchors import anchor_of
from translation.review.segments import (
    CodeKind,
    Comment,
    InlineCodeInfo,
    ReviewDocument,
    ReviewSegment,
    ReviewUnit,
    Status,
)

REVIEW: Final = "urn:hanji:review:1"
"""Namespace of what notes say of a comment beyond its text."""
_NAMES: dict[str | None, str] = {None: CORE, "hanji": REVIEW}
_FILE = "d."
_LOCK = "lock."
_STATES: Final = {
    Status.UNTRANSLATED: "initial",
    Status.DRAFT: "initial",
    Status.EDITED: "translated",
    Status.REVIEWED: "reviewed",
    Status.APPROVED: "final",
}
_BACK: Final = {
    "translated": Status.EDITED,
    "reviewed": Status.REVIEWED,
    "final": Status.APPROVED,
}
_DRAFT, _UNTRANSLATED = "hanji:draft", "hanji:untranslated"
_TYPES: Final = {
    CodeKind.BOLD: ("fmt", "xlf:b"),
    CodeKind.ITALIC: ("fmt", "xlf:i"),
    CodeKind.UNDERLINE: ("fmt", "xlf:u"),
    CodeKind.BREAK: ("fmt", "xlf:lb"),
    CodeKind.STRIKE: ("fmt", "hanji:strike"),
    CodeKind.SUPERSCRIPT: ("fmt", "hanji:superscript"),
    CodeKind.SUBSCRIPT: ("fmt", "hanji:subscript"),
    CodeKind.STYLE: ("fmt", "hanji:style"),
    CodeKind.LINK: ("link", ""),
    CodeKind.IMAGE: ("image", ""),
    CodeKind.RUBY: ("other", "hanji:ruby"),
    CodeKind.NOTE: ("other", "hanji:note"),
    CodeKind.EQUATION: ("other", "hanji:equation"),
    CodeKind.ANCHOR: ("other", "hanji:anchor"),
    CodeKind.OTHER: ("other", ""),
}


def _tag(name: str) -> str:
    return f"{{{CORE}}}{name}"


# ---------------------------------------------------------------- writing


def write(document: ReviewDocument) -> bytes:
    """Return ``document`` as XLIFF 2.1, the same bytes each time.

    Units whose segments are all locked say translate="no"; a single locked segment is in a
    marker that says so. Nothing may be segmented anew, since statuses belong to segments.
    """
    root = etree.Element(
        _tag("xliff"),
        {
            "version": "2.1",
            "srcLang": document.source_language,
            "trgLang": document.target_language,
        },
        nsmap=_NAMES,  # type: ignore[arg-type]
    )
    file = etree.SubElement(
        root,
        _tag("file"),
        {
            "id": _FILE + token_of(document.document_id),
            "original": legal(document.title),
            "canResegment": "no",
            f"{XML}space": "preserve",
        },
    )
    segments: dict[str, list[ReviewSegment]] = {}
    for segment in document.segments:
        segments.setdefault(segment.unit_id, []).append(segment)
    comments: dict[str, list[Comment]] = {}
    for comment in document.comments:
        comments.setdefault(comment.segment_id, []).append(comment)
    for unit in document.units:
        some = segments.get(unit.unit_id)
        if some:
            said = [one for segment in some for one in comments.get(segment.segment_id, ())]
            _Unit(file, unit, some).write(said)
    return pack(root)


class _Unit:
    """Writes one unit."""

    def __init__(
        self, file: etree._Element, unit: ReviewUnit, segments: list[ReviewSegment]
    ) -> None:
        self._locked = all(segment.locked for segment in segments)
        given = {"id": "u." + token_of(unit.unit_id), "type": f"hanji:{unit.kind.value}"}
        if self._locked:
            given["translate"] = "no"
        self._element = etree.SubElement(file, _tag("unit"), given)
        self._segments = segments
        self._looks = {look.number: look for look in unit.codes}
        self._ids = Ids()
        self._lost: set[int] = set()

    def write(self, comments: list[Comment]) -> None:
        """Write notes, original data and segments."""
        if comments:
            notes = etree.SubElement(self._element, _tag("notes"))
            for number, comment in enumerate(comments, start=1):
                _write_note(notes, number, comment)
        self._write_data()
        for number, segment in enumerate(self._segments, start=1):
            self._write_segment(number, segment)

    def _write_data(self) -> None:
        wanted = sorted(
            {
                number
                for segment in self._segments
                for number in segment.source.numbers() | segment.target.numbers()
                if self._shown(number)
            }
        )
        if wanted:
            original = etree.SubElement(self._element, _tag("originalData"))
            for number in wanted:
                data = etree.SubElement(original, _tag("data"), {"id": f"d{number}"})
                data.text = self._shown(number)

    def _shown(self, number: int) -> str:
        look = self._looks.get(number)
        return legal(look.shown) if look else ""

    def _write_segment(self, number: int, segment: ReviewSegment) -> None:
        state = _STATES[segment.status]
        given = {"id": "s." + token_of(segment.segment_id), "state": state}
        if segment.status is Status.DRAFT:
            given["subState"] = _DRAFT
        elif segment.status is Status.UNTRANSLATED and segment.target.parts:
            given["subState"] = _UNTRANSLATED
        element = etree.SubElement(self._element, _tag("segment"), given)
        self._ids.begin()
        self._lost = lost(segment.source, segment.target)
        lock = f"{_LOCK}{number}" if segment.locked and not self._locked else ""
        self._write_half(element, "source", segment.source, lock)
        if segment.target.parts or state != "initial":
            self._write_half(element, "target", segment.target, lock)

    def _write_half(self, segment: etree._Element, name: str, content: Coded, lock: str) -> None:
        half = etree.SubElement(segment, _tag(name))
        if lock:
            half = etree.SubElement(half, _tag("mrk"), {"id": lock, "translate": "no"})
        stack = [half]
        which: Counter[tuple[int, bool]] = Counter()
        opened: list[tuple[int, str]] = []
        for part in written_tags(content):
            if isinstance(part, str):
                _add_text(stack[-1], part)
                continue
            form, number = part.form, part.number
            if form is TagForm.CLOSE:
                stack.pop()
                continue
            if form is TagForm.END:
                found = next(one for one in reversed(opened) if one[0] == number)
                opened.remove(found)
                self._code(stack[-1], "ec", number, {"startRef": found[1]})
                continue
            if form is TagForm.END_ALONE:
                given = {"id": self._ids.alone(number), "isolated": "yes"}
                self._code(stack[-1], "ec", number, given)
                continue
            if form is TagForm.START_ALONE:
                given = {"id": self._ids.alone(number), "isolated": "yes"}
                self._code(stack[-1], "sc", number, given)
                continue
            paired = form is not TagForm.SINGLE
            which[number, paired] += 1
            make = self._ids.source if name == "source" else self._ids.target
            code_id = make(number, paired, which[number, paired])
            if form is TagForm.OPEN:
                stack.append(self._code(stack[-1], "pc", number, {"id": code_id}))
            elif form is TagForm.START:
                opened.append((number, code_id))
                self._code(stack[-1], "sc", number, {"id": code_id})
            else:
                self._code(stack[-1], "ph", number, {"id": code_id})

    def _code(
        self, parent: etree._Element, name: str, number: int, given: dict[str, str]
    ) -> etree._Element:
        look = self._looks.get(number, InlineCodeInfo(number, CodeKind.OTHER, name != "ph"))
        # A note, a picture or an anchor left out is lost; bold words are not.
        keep = "no" if name == "ph" and not look.paired and number not in self._lost else "yes"
        given |= {"canCopy": "no" if look.kind is not CodeKind.BREAK else "yes", "canDelete": keep}
        if name != "ec":
            kind, subtype = _TYPES[look.kind]
            given["type"] = kind
            if subtype:
                given["subType"] = subtype
        shown = self._shown(number)
        mark = f"⟦{number}⟧" if look.paired else f"⟦{number}/⟧"
        if name == "pc":
            given |= {"dispStart": mark, "dispEnd": f"⟦/{number}⟧"}
            if shown:
                given |= {"dataRefStart": f"d{number}", "dataRefEnd": f"d{number}"}
        else:
            given |= {"disp": f"⟦/{number}⟧" if name == "ec" else mark}
            if name == "ph":
                given["equiv"] = "\n" if look.kind is CodeKind.BREAK else ""
            if shown:
                given["dataRef"] = f"d{number}"
        return etree.SubElement(parent, _tag(name), given)


def _write_note(notes: etree._Element, number: int, comment: Comment) -> None:
    given = {
        "id": f"n{number}",
        "category": "comment",
        f"{{{REVIEW}}}segment": "s." + token_of(comment.segment_id),
        f"{{{REVIEW}}}author": legal(comment.author),
        f"{{{REVIEW}}}at": legal(comment.at),
    }
    if comment.resolved:
        given[f"{{{REVIEW}}}resolved"] = "yes"
    if comment.comment_id is not None:
        given[f"{{{REVIEW}}}comment"] = str(comment.comment_id)
    if comment.reply_to is not None:
        given[f"{{{REVIEW}}}reply"] = str(comment.reply_to)
    if comment.anchor is not None:
        given["appliesTo"] = comment.anchor.side
        given[f"{{{REVIEW}}}start"] = str(comment.anchor.start)
        given[f"{{{REVIEW}}}quote"] = legal(comment.anchor.quote)
    etree.SubElement(notes, _tag("note"), given).text = legal(comment.text)


def _add_text(parent: etree._Element, text: str) -> None:
    for stretch, point in illegal_points(text):
        append_text(parent, stretch)
        if point:
            etree.SubElement(parent, _tag("cp"), {"hex": f"{ord(point):04X}"})


def append_text(parent: etree._Element, text: str) -> None:
    """Put ``text`` after everything that ``parent`` holds."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# ---------------------------------------------------------------- reading


def read(data: bytes) -> Returned:
    """Return what an XLIFF 2.0, 2.1 or 2.2 holds.

    Raises:
        ExchangeRefused: it is none, damaged, hostile or breaks a rule of the standard.
    """
    root = parse(data)
    validate(root)
    segments: list[ReturnedSegment] = []
    comments: list[Comment] = []
    document_id = ""
    for file in children(root, "file"):
        found = file.get("id", "")
        own = found.startswith(_FILE) and "hanji" in root.nsmap
        if own:
            document_id = name_of(found[len(_FILE) :])
        for unit in file.iter(etree.Element):
            if is_core(unit) and element_name(unit) == "unit":
                some = _read_unit(unit, own)
                segments += some
                comments += _read_comments(unit, some)
    return Returned(
        root.get("srcLang", ""),
        root.get("trgLang", ""),
        tuple(segments),
        tuple(comments),
        document_id,
    )


def _read_unit(unit: etree._Element, own: bool) -> list[ReturnedSegment]:
    unit_id = _plain_id(unit.get("id", ""), "u.", own)
    numbers = Numbers(own)
    found: list[ReturnedSegment] = []
    for at, segment in enumerate(children(unit, "segment"), start=1):
        halves = {
            name: _read_half(half, numbers)
            for name in ("source", "target")
            for half in children(segment, name)
        }
        target = halves.get("target", Coded(()))
        given = segment.get("id")
        locked = _is_locked(unit) or any(
            one.get("translate") == "no" and one.get("id", "").startswith(_LOCK)
            for source in children(segment, "source")
            for one in source
        )
        found.append(
            ReturnedSegment(
                _plain_id(given, "s.", own) if given is not None else f"{unit_id}.{at}",
                unit_id,
                halves["source"],
                target,
                _status(segment, bool(target.parts)),
                locked,
                line_of(segment),
            )
        )
    return found


def _plain_id(token: str, prefix: str, own: bool) -> str:
    return name_of(token[len(prefix) :]) if own and token.startswith(prefix) else token


def _is_locked(unit: etree._Element) -> bool:
    for one in [unit, *unit.iterancestors(etree.Element)]:
        if (found := one.get("translate")) is not None:
            return found == "no"
    return False


def _status(segment: etree._Element, translated: bool) -> Status:
    state, more = segment.get("state", "initial"), segment.get("subState")
    if state in _BACK:
        return _BACK[state]
    if more in (_DRAFT, _UNTRANSLATED):
        return Status.DRAFT if more == _DRAFT else Status.UNTRANSLATED
    return Status.DRAFT if translated else Status.UNTRANSLATED


def _read_half(half: etree._Element, numbers: Numbers) -> Coded:
    parts: list[Part] = [half.text or ""]
    starts: dict[str, int] = {}

    def walk(parent: etree._Element) -> None:
        for element in parent:
            name, code_id = element_name(element), element.get("id", "")
            if name == "cp":
                parts.append(chr(int(element.get("hex", "0"), 16)))
            elif name == "ph":
                parts.append(Tag(TagKind.SINGLE, numbers.of(code_id)))
            elif name == "sc":
                starts[code_id] = numbers.of(code_id)
                parts.append(Tag(TagKind.OPEN, starts[code_id]))
            elif name == "ec":
                parts.append(Tag(TagKind.CLOSE, numbers.of(element.get("startRef") or code_id)))
            else:
                number = numbers.of(code_id) if name == "pc" else 0
                if number:
                    parts.append(Tag(TagKind.OPEN, number))
                parts.append(element.text or "")
                walk(element)
                if number:
                    parts.append(Tag(TagKind.CLOSE, number))
            parts.append(element.tail or "")

    walk(half)
    return coded(parts)


def _read_comments(unit: etree._Element, segments: list[ReturnedSegment]) -> list[Comment]:
    """Return the notes of a unit and the remarks in its markers."""
    if not segments:
        return []
    places: dict[str, str] = {}
    found: list[Comment] = []
    for element, segment in zip(children(unit, "segment"), segments, strict=True):
        for mark in element.iter(etree.Element):
            if mark.get("type") != "comment" or not is_core(mark):
                continue
            if ref := mark.get("ref"):
                places.setdefault(ref.rpartition("=")[2], segment.segment_id)
            elif value := mark.get("value"):
                found.append(Comment(segment.segment_id, "", "", value))
    own = {f"s.{token_of(one.segment_id)}": one.segment_id for one in segments}
    notes = [note for some in children(unit, "notes") for note in some]
    said = [
        Comment(
            own.get(note.get(f"{{{REVIEW}}}segment", ""))
            or places.get(note.get("id", ""))
            or segments[0].segment_id,
            note.get(f"{{{REVIEW}}}author", ""),
            note.get(f"{{{REVIEW}}}at", ""),
            note.text or "",
            note.get(f"{{{REVIEW}}}resolved") == "yes",
            _number(note.get(f"{{{REVIEW}}}comment")),
            anchor_of(
                note.get("appliesTo"),
                _number(note.get(f"{{{REVIEW}}}start")),
                note.get(f"{{{REVIEW}}}quote"),
            ),
            _number(note.get(f"{{{REVIEW}}}reply")),
        )
        for note in notes
    ]
    return said + list(dict.fromkeys(found))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
