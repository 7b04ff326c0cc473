# SPDX-License-Identifier: AGPL-3.0-or-later
"""The numbering part: abstract numberings, and numbers that use them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.docx_writer.markup import part, quoted


@dataclass(frozen=True)
class Level:
    """One level: number format, text with its places ("제%1조"), paragraph style, first number."""

    form: str
    text: str
    style: str = ""
    start: int = 1
    font: str = ""
    legal: bool = False

    def markup(self, at: int) -> str:
        """Return ``w:lvl`` in the order of the schema."""
        style = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        legal = "<w:isLgl/>" if self.legal else ""
        font = (
            f'<w:rPr><w:rFonts w:ascii="{self.font}" w:hAnsi="{self.font}" w:hint="default"/></w:rPr>'
            if self.font
            else '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        )
        left = 400 * (at + 1)
        return (
            f'<w:lvl w:ilvl="{at}" w:tplc="04090019"><w:start w:val="{self.start}"/><w:numFmt w:val="{self.form}"/>{style}{legal}'
            f'<w:lvlText w:val={quoted(self.text)}/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="400"/></w:pPr>{font}</w:lvl>'
        )


@dataclass
class Numbering:
    """The numberings of one document."""

    abstracts: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def define(self, *levels: Level) -> int:
        """Add an abstract numbering with a number of its own and return the number."""
        key = len(self.abstracts)
        inner = "".join(level.markup(at) for at, level in enumerate(levels))
        self.abstracts.append(
            f'<w:abstractNum w:abstractNumId="{key}"><w:nsid w:val="{0x1A2B0000 + key:08X}"/>'
            f'<w:multiLevelType w:val="hybridMultilevel"/><w:tmpl w:val="{0x5C6D0000 + key:08X}"/>{inner}</w:abstractNum>'
        )
        return self._add(key)

    def again(self, number: int, restarts: dict[int, int] | None = None) -> int:
        """Add a further number of the same numbering; ``restarts`` gives first numbers by level."""
        key = int(self.numbers[number - 1].partition('abstractNumId w:val="')[2].partition('"')[0])
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in (restarts or {}).items()
        )
        return self._add(key, overrides)

    def _add(self, abstract: int, overrides: str = "") -> int:
        number = len(self.numbers) + 1
        self.numbers.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        )
        return number

    def to_bytes(self) -> bytes:
        """Return the part."""
        return part("w:numbering", "".join(self.abstracts + self.numbers))


def bullets(*signs: str) -> tuple[Level, ...]:
    """Return levels with a bullet each; a sign of the private area is Wingdings'."""
    return tuple(
        Level("bullet", sign, font="Wingdings" if "\uf000" <= sign <= "\uf0ff" else "맑은 고딕")
        for sign in signs
    )
