# SPDX-License-Identifier: AGPL-3.0-or-later
"""Controls in the line: notes, fields, numbers, memos, tracked changes, form objects."""

from __future__ import annotations

from tests.hwpx_writer.header import Header
from tests.hwpx_writer.markup import element, words
from tests.hwpx_writer.paragraphs import Para, Piece, raw, sub_list

_SIZE = element("hp:sz", width=9921, widthRelTo="ABSOLUTE", height=1984, heightRelTo="ABSOLUTE")
_PLACE = element("hp:pos", treatAsChar=1, vertRelTo="PARA", horzRelTo="COLUMN")


def _control(*inner: str) -> str:
    return element("hp:ctrl", *inner)


def note(*paras: str | Para, number: int = 1, kind: str = "footNote") -> Piece:
    """Return a note; its first paragraph begins with its number."""
    name = "FOOTNOTE" if kind == "footNote" else "ENDNOTE"

    def xml(header: Header) -> str:
        first, *rest = [Para(para) if isinstance(para, str) else para for para in paras]
        first.pieces.insert(0, auto_number(name, number, suffix=")"))
        return _control(
            element(f"hp:{kind}", sub_list(header, [first, *rest]), number=number, suffixChar=41)
        )

    return Piece(xml)


def auto_number(kind: str, number: int, suffix: str = "") -> Piece:
    """Return a number that counts by itself: "PAGE", "FOOTNOTE", "TABLE", "PICTURE", ..."""
    look = element(
        "hp:autoNumFormat", type="DIGIT", userChar="", prefixChar="", suffixChar=suffix, supscript=0
    )
    return raw(_control(element("hp:autoNum", look, num=number, numType=kind)))


def new_page_number(number: int) -> Piece:
    """Return a new start of the page numbers."""
    return raw(_control(element("hp:newNum", num=number, numType="PAGE")))


def page_number(number_format: str = "DIGIT") -> Piece:
    """Return the place where page numbers are printed from here on."""
    return raw(
        _control(element("hp:pageNum", pos="BOTTOM_CENTER", formatType=number_format, sideChar="-"))
    )


def header(*paras: str | Para, pages: str = "BOTH") -> Piece:
    """Return a running head."""
    return _running("hp:header", paras, pages)


def footer(*paras: str | Para, pages: str = "BOTH") -> Piece:
    """Return a running foot."""
    return _running("hp:footer", paras, pages)


def _running(name: str, paras: tuple[str | Para, ...], pages: str) -> Piece:
    def xml(header: Header) -> str:
        return _control(element(name, sub_list(header, paras), id=1, applyPageType=pages))

    return Piece(xml)


def hidden_comment(*paras: str | Para) -> Piece:
    """Return a hidden comment (숨은 설명)."""

    def xml(header: Header) -> str:
        return _control(element("hp:hiddenComment", sub_list(header, paras)))

    return Piece(xml)


def hyperlink(target: str, shown: str) -> Piece:
    """Return words with a link: a field from its begin to its end."""
    command = element(
        "hp:stringParam", words(target.replace(":", "\\:", 1) + ";1;0;0;"), name="Command"
    )
    begin = element(
        "hp:fieldBegin",
        element("hp:parameters", command, cnt=1, name=""),
        id=1,
        type="HYPERLINK",
        name="",
        editable=0,
        dirty=1,
        fieldid=1,
    )
    end = element("hp:fieldEnd", beginIDRef=1, fieldid=1)
    return raw(_control(begin) + element("hp:t", words(shown)) + _control(end))


def bookmark(name: str) -> Piece:
    """Return a bookmark."""
    return raw(_control(element("hp:bookmark", name=name)))


def memo(shown: str, *paras: str | Para) -> Piece:
    """Return words with a memo."""

    def xml(header: Header) -> str:
        begin = element(
            "hp:fieldBegin",
            element("hp:parameters", element("hp:integerParam", "0", name="MemoShapeID"), cnt=1),
            sub_list(header, paras),
            id=2,
            type="MEMO",
            name="",
            editable=0,
            dirty=0,
            fieldid=2,
        )
        end = element("hp:fieldEnd", beginIDRef=2, fieldid=2)
        return _control(begin) + element("hp:t", words(shown)) + _control(end)

    return Piece(xml)


def ruby(base: str, annotation: str, *, below: bool = False) -> Piece:
    """Return words with a reading above or below them (덧말)."""
    return raw(
        element(
            "hp:dutmal",
            element("hp:mainText", words(base)),
            element("hp:subText", words(annotation)),
            posType="BOTTOM" if below else "TOP",
            szRatio=0,
            option=0,
            styleIDRef=0,
            align="CENTER",
        )
    )


def overlap(characters: str, frame: str = "SHAPE_CIRCLE") -> Piece:
    """Return characters over each other (글자 겹침)."""
    return raw(
        element(
            "hp:compose",
            circleType=frame,
            charSz=-3,
            composeType="SPREAD",
            charPrCnt=0,
            composeText=characters,
        )
    )


# ---------------------------------------------------------------- tracked changes


def inserted(value: str) -> Piece:
    """Return words that a tracked change added."""
    return _tracked("insert", value, 1)


def deleted(value: str) -> Piece:
    """Return words that a tracked change took away."""
    return _tracked("delete", value, 2)


def _tracked(kind: str, value: str, number: int) -> Piece:
    def xml(header: Header) -> str:
        header.tracked = True
        begin = element(f"hp:{kind}Begin", Id=number, TcId=number, paraend=0)
        end = element(f"hp:{kind}End", Id=number, TcId=number, paraend=0)
        return element("hp:t", begin, words(value), end)

    return Piece(xml)


# ---------------------------------------------------------------- form objects


def check_box(caption: str, *, checked: bool = False) -> Piece:
    """Return a check box."""
    value = "CHECKED" if checked else "UNCHECKED"
    return raw(element("hp:checkBtn", _SIZE, _PLACE, caption=caption, value=value, name="CheckBox"))


def combo_box(selected: str, *values: str) -> Piece:
    """Return a list to choose from."""
    items = (element("hp:listItem", displayText=value, value=value) for value in values)
    return raw(element("hp:comboBox", *items, _SIZE, _PLACE, selectedValue=selected, name="Combo"))


def edit_field(value: str) -> Piece:
    """Return a field to write into."""
    return raw(element("hp:edit", element("hp:text", words(value)), _SIZE, _PLACE, name="Edit"))
