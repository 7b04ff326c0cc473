# SPDX-License-Identifier: AGPL-3.0-or-later
"""What runs look like: properties of styles and runs as marks, colour, size, font, language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from converters.document.nodes import Mark, Text
from converters.readers.docx.names import W
from converters.readers.docx.properties import TOGGLES, RunProperties
from converters.readers.docx.styles import Styles
from converters.source.appearance import family_of, size_class, visible_color
from converters.source.symbols import FONTS
from converters.xhtml.markup import Element

_NO_HIGHLIGHT = frozenset({"none", "white", ""})
_DEFAULT_PT = 10.0
_HEX = re.compile(r"^[0-9A-Fa-f]{6}$")
_TAG = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_ENOUGH = 200_000
"""Characters after which the body's own size is known."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a run looks like; ``text`` is a pattern for its texts."""

    text: Text
    hidden: bool
    symbol_font: str
    """A font whose characters mean something else; empty for other fonts."""
    families: tuple[str | None, str | None]
    """Generic families of Latin and East Asian text where they differ from the body's."""
    languages: tuple[str | None, str | None, str | None]
    """Languages of Latin and East Asian text where they differ from the body's, and of
    right-to-left text: no document's body is taken to be in one of those."""

    def of(self, value: str) -> Text:
        """Return ``value`` in this look."""
        rtl = not value.isascii() and _RTL.search(value) is not None
        if not rtl and self.families == (None, None) and self.languages[:2] == (None, None):
            lang = family = None
        else:
            asian = not value.isascii() and _ASIAN.search(value) is not None
            lang = self.languages[2 if rtl else 1 if asian else 0]
            if rtl and lang is not None and lang.startswith("ar") and not _ARABIC.search(value):
                # Word's defaults say Arabic in every file, whatever its text.
                lang = None
            family = self.families[1 if asian else 0]
            if lang is not None and not any(map(str.isalpha, value)):
                lang = None
        pattern = self.text
        return Text(value, pattern.marks, pattern.color, pattern.size, lang, family)


class Looks:
    """The looks of one document, each worked out once.

    Args:
        styles: the document's styles.
        body: the body, which tells the usual size of its text.
    """

    def __init__(self, styles: Styles, body: Element) -> None:
        self._styles = styles
        self._known: dict[object, Look] = {}
        self._usual = self._resolved(styles.paragraph("").run, {}, {})
        self._sized: Element | None = None
        self._sized_style = ""
        self.body_pt = self._body_size(body)

    def of(self, para_style: str, own: RunProperties) -> Look:
        """Return the look of a run with its ``own`` properties in a paragraph of a style."""
        key = (para_style, tuple(own.items()))
        look = self._known.get(key)
        if look is None:
            inherited = self._styles.paragraph(para_style).run
            character = self._styles.character(own["style"]) if "style" in own else {}
            look = self._known[key] = self._look(self._resolved(inherited, character, own))
        return look

    def _resolved(
        self, para: RunProperties, character: RunProperties, own: RunProperties
    ) -> RunProperties:
        """Return the properties that hold; toggles of the two styles exclude each other (17.7.3)."""
        default = self._styles.default_run
        found = {**default, **para, **character, **own}
        for toggle in TOGGLES:
            if toggle not in own:
                both = bool(para.get(toggle)) != bool(character.get(toggle))
                found[toggle] = both or bool(default.get(toggle))
        return found

    def _look(self, found: RunProperties) -> Look:
        usual = self._usual
        marks = frozenset(
            mark
            for is_set, mark in (
                (found.get("b"), Mark.STRONG),
                (found.get("i"), Mark.EMPHASIS),
                (found.get("u"), Mark.UNDERLINE),
                (found.get("strike"), Mark.STRIKE),
                (found.get("vert") == "superscript", Mark.SUPERSCRIPT),
                (found.get("vert") == "subscript", Mark.SUBSCRIPT),
                (found.get("em", "none") not in ("none", ""), Mark.DOTS),
                (found.get("highlight", "none") not in _NO_HIGHLIGHT, Mark.HIGHLIGHT),
                (found.get("caps"), Mark.CAPS),
                (found.get("small_caps") and not found.get("caps"), Mark.SMALL_CAPS),
            )
            if is_set
        )
        ratio = float(found.get("size", _DEFAULT_PT)) / self.body_pt
        pattern = Text("", marks, _color(str(found.get("color", ""))), size_class(ratio))
        font = str(found.get("ascii", ""))
        families = [family_of(str(found.get(key, ""))) for key in ("ascii", "asian")]
        ours = [family_of(str(usual.get(key, ""))) for key in ("ascii", "asian")]
        first, second = (
            family if family != own else None for family, own in zip(families, ours, strict=True)
        )
        tags = [_tag(found, usual, key) for key in ("lang", "lang_asian")]
        return Look(
            pattern,
            bool(found.get("vanish")),
            font if font.lower() in FONTS else "",
            (first, second),
            (tags[0], tags[1], _tag(found, {}, "lang_rtl")),
        )

    def _body_size(self, body: Element) -> float:
        """Return the size in which most of the body is set, in points."""
        sizes: Counter[tuple[str, str, str]] = Counter()
        seen = 0
        for text in body.iter(f"{W}t"):
            run = text.getparent()
            if run is None or not text.text:
                continue
            sizes[self._size_key(run)] += len(text.text)
            seen += len(text.text)
            if seen > _ENOUGH:
                break
        found: Counter[float] = Counter()
        for (para, character, own), count in sizes.items():
            found[self._size_of(para, character, own)] += count
        if not found:
            return float(self._usual.get("size", _DEFAULT_PT))
        return found.most_common(1)[0][0]

    def _size_key(self, run: Element) -> tuple[str, str, str]:
        character = own = ""
        for properties in run.iterchildren(f"{W}rPr"):
            for child in properties.iterchildren(f"{W}sz", f"{W}rStyle"):
                if child.tag == f"{W}sz":
                    own = child.get(f"{W}val", "")
                else:
                    character = child.get(f"{W}val", "")
        para = run.getparent()
        # One paragraph's runs follow each other.
        if para is not self._sized:
            self._sized, self._sized_style = para, ""
            if para is not None and para.tag == f"{W}p":
                found = para.find(f"{W}pPr/{W}pStyle")
                self._sized_style = found.get(f"{W}val", "") if found is not None else ""
        return self._sized_style, character, own

    def _size_of(self, para: str, character: str, own: str) -> float:
        if own.isascii() and own.isdigit() and int(own[:6]) > 0:
            return int(own[:6]) / 2
        inherited = self._styles.paragraph(para).run
        named = self._styles.character(character) if character else {}
        return float(self._resolved(inherited, named, {}).get("size", _DEFAULT_PT)) or _DEFAULT_PT


def _tag(found: RunProperties, usual: RunProperties, key: str) -> str | None:
    tag = str(found.get(key, ""))
    if not tag or tag == usual.get(key) or not _TAG.match(tag) or tag.lower() == "x-none":
        return None
    return tag


def _color(value: str) -> str | None:
    """Return the colour of ``w:color`` where a page shows it; None for "auto"."""
    return visible_color(f"#{value.lower()}") if _HEX.match(value) else None
