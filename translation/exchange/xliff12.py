# SPDX-License-Identifier: AGPL-3.0-or-later
"""XLIFF 1.2 of a document under review, written and read back, dialects of other tools too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.inline import Ids, Numbers, TagForm, written_tags
from translation.exchange.returned import Returned, ReturnedSegment
from translation.exchange.rules.names import XliffRule, broken
from translation.exchange.rules.values import is_language
from translation.exchange.xliff2 import append_text
from translation.exchange.xml import (
    XML,
    element_name,
    legal,
    line_of,
    namespace_of,
    pack,
    parse,
)
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

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_SPACES = (NAMESPACE, "urn:oasis:names:tc:xliff:document:1.1", "")
_STATES: Final = {
    Status.UNTRANSLATED: "new",
    Status.DRAFT: "needs-review-translation",
    Status.EDITED: "translated",
    Status.REVIEWED: "signed-off",
    Status.APPROVED: "final",
}
_BACK: Final = {
    "new": Status.UNTRANSLATED,
    "needs-translation": Status.UNTRANSLATED,
    "needs-adaptation": Status.DRAFT,
    "needs-l10n": Status.DRAFT,
    "needs-review-adaptation": Status.DRAFT,
    "needs-review-l10n": Status.DRAFT,
    "needs-review-translation": Status.DRAFT,
    "translated": Status.EDITED,
    "signed-off": Status.REVIEWED,
    "final": Status.APPROVED,
}
_TYPES: Final = {
    CodeKind.BOLD: "bold",
    CodeKind.ITALIC: "italic",
    CodeKind.UNDERLINE: "underlined",
    CodeKind.LINK: "link",
    CodeKind.IMAGE: "image",
    CodeKind.BREAK: "lb",
}
_TAGGED = ("g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "sub", "mrk")
_NOTE = re.compile(
    r"\[(?P<at>[^\]\s]*)(?P<done> resolved)?(?: #(?P<id>\d{1,15}))?(?: re #(?P<reply>\d{1,15}))?"
    r'(?: (?P<start>\d{1,9}) "(?P<quote>(?:[^"\\]|\\["\\])*)")?\] ?'
)
"""What stands before the text of a note of ours; 1.2 has no attributes for it."""


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


# ---------------------------------------------------------------- writing


def write(document: ReviewDocument) -> bytes:
    """Return ``document`` as XLIFF 1.2: a group for a unit, a trans-unit for a segment."""
    root = etree.Element(
        _tag("xliff"),
        {"version": "1.2"},
        nsmap={None: NAMESPACE},  # type: ignore[dict-item]
    )
    file = etree.SubElement(
        root,
        _tag("file"),
        {
            "original": legal(document.title) or document.document_id,
            "source-language": document.source_language,
            "target-language": document.target_language,
            "datatype": "x-hanji",
            "product-name": "hanji",
            "build-num": legal(document.document_id),
        },
    )
    body = etree.SubElement(file, _tag("body"))
    segments: dict[str, list[ReviewSegment]] = {}
    for segment in document.segments:
        segments.setdefault(segment.unit_id, []).append(segment)
    comments: dict[str, list[Comment]] = {}
    for comment in document.comments:
        comments.setdefault(comment.segment_id, []).append(comment)
    for unit in document.units:
        if some := segments.get(unit.unit_id):
            _write_group(body, unit, some, comments)
    return pack(root)


def _write_group(
    body: etree._Element,
    unit: ReviewUnit,
    segments: list[ReviewSegment],
    comments: dict[str, list[Comment]],
) -> None:
    group = etree.SubElement(
        body, _tag("group"), {"id": legal(unit.unit_id), "restype": f"x-{unit.kind.value}"}
    )
    looks = {look.number: look for look in unit.codes}
    for segment in segments:
        given = {
            "id": legal(segment.segment_id),
            "approved": "yes" if segment.status is Status.APPROVED else "no",
            f"{XML}space": "preserve",
        }
        if segment.locked:
            given["translate"] = "no"
        element = etree.SubElement(group, _tag("trans-unit"), given)
        ids = Ids()
        _write_half(etree.SubElement(element, _tag("source")), segment.source, looks, ids, True)
        target = etree.SubElement(element, _tag("target"), {"state": _STATES[segment.status]})
        _write_half(target, segment.target, looks, ids, False)
        for comment in comments.get(segment.segment_id, ()):
            _write_note(element, comment)


def _write_half(
    half: etree._Element, content: Coded, looks: dict[int, InlineCodeInfo], ids: Ids, source: bool
) -> None:
    stack = [half]
    which: Counter[tuple[int, bool]] = Counter()
    opened: list[tuple[int, str]] = []
    for part in written_tags(content):
        if isinstance(part, str):
            append_text(stack[-1], legal(part))
            continue
        form, number = part.form, part.number
        look = looks.get(number, InlineCodeInfo(number, CodeKind.OTHER, form is not TagForm.SINGLE))
        given = {"ctype": _TYPES.get(look.kind, f"x-{look.kind.value}")}
        if look.shown and form is not TagForm.OPEN:
            given["equiv-text"] = legal(look.shown)
        if form is TagForm.CLOSE:
            stack.pop()
        elif form is TagForm.END:
            found = next(one for one in reversed(opened) if one[0] == number)
            opened.remove(found)
            etree.SubElement(stack[-1], _tag("ex"), {"id": f"{found[1]}.e", "rid": found[1]})
        elif form in (TagForm.START_ALONE, TagForm.END_ALONE):
            pos = "open" if form is TagForm.START_ALONE else "close"
            etree.SubElement(stack[-1], _tag("it"), {"id": ids.alone(number), "pos": pos, **given})
        else:
            paired = form is not TagForm.SINGLE
            which[number, paired] += 1
            code_id = (ids.source if source else ids.target)(number, paired, which[number, paired])
            name = {TagForm.OPEN: "g", TagForm.START: "bx"}.get(form, "x")
            code = etree.SubElement(stack[-1], _tag(name), {"id": code_id, **given})
            if form is TagForm.OPEN:
                stack.append(code)
            elif form is TagForm.START:
                code.set("rid", code_id)
                opened.append((number, code_id))


def _write_note(element: etree._Element, comment: Comment) -> None:
    said = [comment.at]
    said += ["resolved"] if comment.resolved else []
    said += [f"#{comment.comment_id}"] if comment.comment_id is not None else []
    said += [f"re #{comment.reply_to}"] if comment.reply_to is not None else []
    given = {"from": legal(comment.author)}
    if comment.anchor is not None:
        given["annotates"] = comment.anchor.side
        quote = re.sub(r'(["\\])', r"\\\1", comment.anchor.quote)
        said += [f'{comment.anchor.start} "{quote}"']
    note = etree.SubElement(element, _tag("note"), given)
    note.text = legal(f"[{' '.join(said)}] {comment.text}")


# ---------------------------------------------------------------- reading


def read(data: bytes) -> Returned:
    """Return what an XLIFF 1.2 (or 1.1) holds; attributes of dialects are passed over.

    A trans-unit with <seg-source> gives a segment for each of its <mrk mtype="seg">.

    Raises:
        ExchangeRefused: it is none, damaged, hostile or breaks a rule of the standard.
    """
    root = parse(data)
    if element_name(root) != "xliff" or namespace_of(root) not in _SPACES:
        raise ExchangeRefused(
            ExchangeCode.WRONG_FORMAT, line_of(root), expected="XLIFF 1.2", found=str(root.tag)[:80]
        )
    # Some tools leave the version out.
    if root.get("version") not in (None, "1.0", "1.1", "1.2"):
        raise ExchangeRefused(
            ExchangeCode.VERSION, line_of(root), found=root.get("version", "")[:20]
        )
    files = _children(root, "file")
    if not files:
        broken(XliffRule.CONTENT, root, "xliff/file")
    segments: list[ReturnedSegment] = []
    comments: list[Comment] = []
    for file in files:
        _check_file(file)
        own = file.get("product-name") == "hanji" and file.get("datatype") == "x-hanji"
        seen: set[str] = set()
        for unit in file.iter(etree.Element):
            if element_name(unit) != "trans-unit" or namespace_of(unit) not in _SPACES:
                continue
            # Not legal without an id, but then there is nothing to put it back into either.
            unit_id = unit.get("id") or f"-{len(segments) + 1}"
            if unit_id in seen and own:
                broken(XliffRule.UNIQUE, unit, f"trans-unit/id={unit_id}")
            seen.add(unit_id)
            some = list(_read_unit(unit, unit_id, own))
            segments += some
            comments += _read_notes(unit, some, own)
    first = files[0]
    own = first.get("product-name") == "hanji"
    return Returned(
        first.get("source-language", ""),
        first.get("target-language", ""),
        tuple(segments),
        tuple(comments),
        first.get("build-num", "") if own else "",
    )


def _children(element: etree._Element, *names: str) -> list[etree._Element]:
    return [
        child
        for child in element
        if element_name(child) in names and namespace_of(child) in _SPACES
    ]


def _check_file(file: etree._Element) -> None:
    # The standard asks for "original" and "datatype" too; tools leave them out, and no
    # translation depends on them.
    if file.get("source-language") is None:
        broken(XliffRule.ATTRIBUTE_MISSING, file, "file/source-language")
    for name in ("source-language", "target-language"):
        found = file.get(name)
        # Some tools write an underscore, as Java has it.
        if found and not is_language(found.replace("_", "-")):
            broken(XliffRule.VALUE, file, f"file/{name}={found}")
    if len(_children(file, "body")) != 1:
        broken(XliffRule.CONTENT, file, "file/body")


def _read_unit(unit: etree._Element, unit_id: str, own: bool) -> Iterator[ReturnedSegment]:
    sources, targets = _children(unit, "source"), _children(unit, "target")
    if len(sources) != 1:
        broken(XliffRule.CONTENT, unit, "trans-unit/source")
    if len(targets) > 1:
        broken(XliffRule.ELEMENT, targets[1], "trans-unit/target")
    approved = unit.get("approved")
    if approved not in (None, "yes", "no"):
        broken(XliffRule.VALUE, unit, f"trans-unit/approved={approved}")
    numbers = Numbers(own)
    locked = unit.get("translate") == "no"
    target = targets[0] if targets else None
    parent = unit.getparent()
    group = parent.get("id") if parent is not None and own else None
    segmented = _children(unit, "seg-source")
    marks = _segments(segmented[0]) if segmented and not own else {}
    if not marks:
        source = _read_half(sources[0], numbers)
        content = _read_half(target, numbers) if target is not None else Coded(())
        status = _status(target, approved, bool(content.parts))
        yield ReturnedSegment(
            unit_id, group or unit_id, source, content, status, locked, line_of(unit)
        )
        return
    translated = _segments(target) if target is not None else {}
    for mark_id, mark in marks.items():
        source = _read_half(mark, numbers)
        found = translated.get(mark_id)
        content = _read_half(found, numbers) if found is not None else Coded(())
        yield ReturnedSegment(
            f"{unit_id}.{mark_id}",
            unit_id,
            source,
            content,
            _status(target, approved, bool(content.parts)),
            locked,
            line_of(mark),
        )


def _segments(half: etree._Element) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for mark in half.iter(etree.Element):
        if element_name(mark) == "mrk" and mark.get("mtype") == "seg":
            name = mark.get("mid", str(len(found) + 1))
            if name in found:
                broken(XliffRule.UNIQUE, mark, f"mrk/mid={name}")
            found[name] = mark
    return found


def _status(target: etree._Element | None, approved: str | None, translated: bool) -> Status:
    state = target.get("state") if target is not None else None
    if state is not None and state in _BACK:
        return _BACK[state]
    if approved == "yes":
        return Status.APPROVED
    return Status.DRAFT if translated else Status.UNTRANSLATED


def _read_half(half: etree._Element, numbers: Numbers) -> Coded:
    parts: list[Part] = [half.text or ""]
    starts: dict[str, int] = {}
    seen: set[str] = set()

    def walk(parent: etree._Element) -> None:
        for element in parent:
            name, code_id = element_name(element), element.get("id", "")
            if namespace_of(element) not in _SPACES or name not in _TAGGED:
                broken(XliffRule.ELEMENT, element, f"{element_name(half)}/{name}")
            if name != "mrk" and name != "sub" and not code_id:
                broken(XliffRule.ATTRIBUTE_MISSING, element, f"{name}/id")
            rid = element.get("rid") or code_id
            if name in ("g", "x"):
                if (name + code_id) in seen and name == "g":
                    broken(XliffRule.UNIQUE, element, f"{name}/id={code_id}")
                seen.add(name + code_id)
            if name in ("g", "mrk"):
                number = numbers.of(code_id) if name == "g" else 0
                if number:
                    parts.append(Tag(TagKind.OPEN, number))
                parts.append(element.text or "")
                walk(element)
                if number:
                    parts.append(Tag(TagKind.CLOSE, number))
            elif name in ("bx", "bpt"):
                starts[rid] = numbers.of(rid)
                parts.append(Tag(TagKind.OPEN, starts[rid]))
            elif name in ("ex", "ept"):
                parts.append(Tag(TagKind.CLOSE, starts.get(rid) or numbers.of(rid)))
            elif name == "it":
                if element.get("pos") not in ("open", "close"):
                    broken(XliffRule.VALUE, element, f"it/pos={element.get('pos')}")
                kind = TagKind.OPEN if element.get("pos") == "open" else TagKind.CLOSE
                parts.append(Tag(kind, numbers.of(code_id)))
            elif name in ("x", "ph"):
                parts.append(Tag(TagKind.SINGLE, numbers.of(code_id)))
            parts.append(element.tail or "")

    walk(half)
    return coded(parts)


def _read_notes(
    unit: etree._Element, segments: list[ReturnedSegment], own: bool
) -> Iterator[Comment]:
    for note in _children(unit, "note"):
        text = note.text or ""
        found = _NOTE.match(text) if own else None
        if not segments:
            return
        yield Comment(
            segments[0].segment_id,
            note.get("from", ""),
            found["at"] if found else "",
            text[found.end() :] if found else text,
            bool(found and found["done"]),
            _number(found, "id"),
            anchor_of(
                note.get("annotates"),
                _number(found, "start"),
                re.sub(r"\\(.)", r"\1", found["quote"] or "") if found else "",
            ),
            _number(found, "reply"),
        )


def _number(found: re.Match[str] | None, group: str) -> int | None:
    return int(found[group]) if found and found[group] else None
