# SPDX-License-Identifier: AGPL-3.0-or-later
"""Elements of a bilingual file, each with the places of its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from translation.exchange.errors import ExchangeCode, ExchangeRefused

_SEPARATOR = "\n"


@dataclass(slots=True)
class Element:
    """An element as it was met, with the places of its bytes."""

    name: str
    space: str
    attributes: dict[str, str]
    start: int
    inner: int = 0
    """Where its content begins; equal to ``end`` for an empty element."""
    inner_end: int = 0
    end: int = 0
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)
    line: int = 0

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written as one tag."""
        return self.inner == self.end

    def elements(self, *names: str) -> Iterator[Element]:
        """Yield the children of these names."""
        for child in self.children:
            if isinstance(child, Element) and child.name in names:
                yield child

    def walk(self) -> Iterator[Element]:
        """Yield it and all elements in it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


def broken(rule: str, element: Element) -> NoReturn:
    """Refuse a file by the name of a rule.

    Raises:
        ExchangeRefused: always.
    """
    raise ExchangeRefused(
        ExchangeCode.RULE_BROKEN, element.line, rule=rule, detail=element.name[:80]
    )


def tree(data: bytes) -> Element:
    """Return the elements of a file that is XML, with their places.

    Raises:
        ExchangeRefused: it is not in UTF-8.
    """
    head = data[:200].lstrip(b"\xef\xbb\xbf")
    declared = head.partition(b"?>")[0].lower() if head.startswith(b"<?xml") else b""
    # Places in the file are those of UTF-8; another encoding would be written back as another file.
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        b"encoding" in declared and b"utf-8" not in declared
    ):
        raise ExchangeRefused(ExchangeCode.RULE_BROKEN, 1, rule="encoding", detail="UTF-8")
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    stack: list[Element] = []
    roots: list[Element] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(_SEPARATOR)
        element = Element(
            name, space, {key.rpartition(_SEPARATOR)[2]: value for key, value in attributes.items()},
            parser.CurrentByteIndex, parent=stack[-1] if stack else None,
            line=parser.CurrentLineNumber,
        )  # fmt: skip
        element.inner = _end_of_tag(data, element.start)
        if stack:
            stack[-1].children.append(element)
        else:
            roots.append(element)
        stack.append(element)

    def close(_tag: str) -> None:
        element = stack.pop()
        if data[element.inner - 2 : element.inner] == b"/>":
            element.inner_end = element.end = element.inner
        else:
            element.inner_end = parser.CurrentByteIndex
            element.end = data.index(b">", element.inner_end) + 1

    def text(said: str) -> None:
        if stack:
            stack[-1].children.append(said)

    parser.StartElementHandler = begin
    parser.EndElementHandler = close
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ExchangeRefused(ExchangeCode.NOT_XML, error.lineno, detail=str(error)) from error
    return roots[0]


def _end_of_tag(data: bytes, start: int) -> int:
    """Return where the tag that begins at ``start`` ends; ">" may stand in its attributes."""
    quote = 0
    for at in range(start, len(data)):
        byte = data[at]
        if quote:
            if byte == quote:
                quote = 0
        elif byte in (0x22, 0x27):
            quote = byte
        elif byte == 0x3E:
            return at + 1
    return len(data)
