# SPDX-License-Identifier: AGPL-3.0-or-later
"""The language of the document and of runs that clearly speak another one."""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.nodes import (
    Block,
    Blocks,
    Document,
    Heading,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import (
    inlines_of,
    iter_blocks,
    iter_inlines,
    map_document,
    plain_text,
)

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
# Three words and a good number of letters: names and abbreviations stay Korean.
_ENGLISH = re.compile(r"(?:[A-Za-z][A-Za-z'’-]+[\s,.;:()]+){3,}[A-Za-z]")
_SAMPLE = 40_000
_LEAST_HANGUL_SHARE = 0.08


def mark_languages(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with its language found out and only runs in another one marked."""
    del notices, stem
    language = _language_of(document)
    document = replace(document, metadata=replace(document.metadata, language=language))

    def change(blocks: Blocks) -> Blocks:
        changed = tuple(_without(language, block) for block in blocks)
        if language == "ko":
            changed = tuple(_marked(block) for block in changed)
        return blocks if all(a is b for a, b in zip(changed, blocks, strict=True)) else changed

    return map_document(document, change)


def _language_of(document: Document) -> str:
    parts: list[str] = []
    length = 0
    for block in iter_blocks(document.blocks):
        text = plain_text(inlines_of(block))
        parts.append(text)
        length += len(text)
        if length > _SAMPLE:
            break
    text = "".join(parts)
    hangul, kana, han, latin = (
        len(pattern.findall(text)) for pattern in (_HANGUL, _KANA, _HAN, _LATIN)
    )
    letters = hangul + kana + han + latin
    if not letters or hangul >= _LEAST_HANGUL_SHARE * letters:
        return "ko"
    if kana >= 0.1 * letters:
        return "ja"
    return "zh" if han > latin else "en"


def _without(language: str, block: Block) -> Block:
    """Return ``block`` without marks that only repeat the document's own language."""
    if not isinstance(block, Paragraph | Heading):
        return block
    if not any(_repeats(language, inline) for inline in iter_inlines(block.inlines)):
        return block
    return replace(block, inlines=_all_without(language, block.inlines))


def _all_without(language: str, inlines: Inlines) -> Inlines:
    done: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Link):
            inline = replace(inline, children=_all_without(language, inline.children))
        elif isinstance(inline, Text) and _repeats(language, inline):
            inline = replace(inline, lang=None)
        last = done[-1] if done else None
        if isinstance(inline, Text) and isinstance(last, Text):
            whole = replace(last, value=last.value + inline.value)
            if replace(whole, value=inline.value) == inline:
                done[-1] = whole
                continue
        done.append(inline)
    return tuple(done)


def _repeats(language: str, inline: Inline) -> bool:
    return isinstance(inline, Text) and (inline.lang or "").partition("-")[0].lower() == language


def _marked(block: Block) -> Block:
    if not isinstance(block, Paragraph | Heading):
        return block
    inlines = block.inlines
    if not any(isinstance(inline, Text) and _other_language(inline) for inline in inlines):
        return block
    return replace(block, inlines=tuple(_tagged(inline) for inline in inlines))


def _tagged(inline: Inline) -> Inline:
    if isinstance(inline, Text) and inline.lang is None:
        lang = _other_language(inline)
        if lang is not None:
            return replace(inline, lang=lang)
    return inline


def _other_language(text: Text) -> str | None:
    value = text.value
    if len(value) < 4 or _HANGUL.search(value):
        return None
    if _KANA.search(value):
        return "ja"
    return "en" if _ENGLISH.search(value) else None
