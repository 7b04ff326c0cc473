# SPDX-License-Identifier: AGPL-3.0-or-later
"""The language of the document and of runs that clearly speak another one."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from operator import attrgetter, is_

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
from converters.passes.written_language import language_of, may_be, share_script

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_KANA = re.compile("[\u3041-\u30ff]")
_LETTER = re.compile(r"[^\W\d_]")
# Three words and a good number of letters: names and abbreviations stay Korean.
_ENGLISH = re.compile(r"(?:[A-Za-z][A-Za-z'’-]+[\s,.;:()]+){3,}[A-Za-z]")
_SAMPLE = 40_000
_WORD = "docx"
_LEAST_HANGUL_SHARE = 0.08

_LOOK = attrgetter(*(field.name for field in fields(Text) if field.name != "value"))
"""All that tells one run of text from its neighbour but what it says."""


def mark_languages(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with its language found out and only runs in another one marked."""
    del notices, stem
    language = _language_of(document)
    document = replace(document, metadata=replace(document.metadata, language=language))

    doubted = _doubted(document, language)

    def change(blocks: Blocks) -> Blocks:
        changed = tuple([_without(language, doubted, block) for block in blocks])
        if language == "ko":
            changed = tuple(map(_marked, changed))
        return blocks if all(map(is_, changed, blocks)) else changed

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
    text = " ".join(parts)
    hangul, kana, letters = (len(pattern.findall(text)) for pattern in (_HANGUL, _KANA, _LETTER))
    if not letters or hangul >= _LEAST_HANGUL_SHARE * letters:
        return "ko"
    if kana >= 0.1 * letters:
        return "ja"
    return language_of(text) or "en"


def _doubted(document: Document, language: str) -> frozenset[str]:
    """Return the marks of languages whose text, all together, does not bear them out.

    Only Word's, and of languages in the document's own script: it marks what is typed with the
    language of the keyboard. Elsewhere a mark is believed where nothing speaks against it.
    """
    if document.source is None or document.source.format != _WORD:
        return frozenset()
    said: dict[str, list[str]] = {}
    for block in iter_blocks(document.blocks):
        for inline in iter_inlines(inlines_of(block)):
            if isinstance(inline, Text) and inline.lang:
                said.setdefault(inline.lang, []).append(inline.value)
    return frozenset(
        lang
        for lang, texts in said.items()
        if share_script(lang, language) and may_be(" ".join(texts), lang) is not True
    )


def _without(language: str, doubted: frozenset[str], block: Block) -> Block:
    """Return ``block`` without marks that repeat the document's language or that its text belies."""
    if not isinstance(block, Paragraph | Heading):
        return block
    for inline in iter_inlines(block.inlines):
        if _is_idle(language, doubted, inline):
            break
    else:
        return block
    return replace(block, inlines=_all_without(language, doubted, block.inlines))


def _all_without(language: str, doubted: frozenset[str], inlines: Inlines) -> Inlines:
    done: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Link):
            inline = replace(inline, children=_all_without(language, doubted, inline.children))
        elif isinstance(inline, Text) and _is_idle(language, doubted, inline):
            inline = replace(inline, lang=None)
        last = done[-1] if done else None
        if isinstance(inline, Text) and isinstance(last, Text) and _LOOK(last) == _LOOK(inline):
            done[-1] = replace(last, value=last.value + inline.value)
        else:
            done.append(inline)
    return tuple(done)


def _is_idle(language: str, doubted: frozenset[str], inline: Inline) -> bool:
    """Whether a mark only repeats the document's language, or its text is not written in it."""
    if not isinstance(inline, Text) or not inline.lang:
        return False
    if inline.lang.partition("-")[0].lower() == language:
        return True
    told = may_be(inline.value, inline.lang)
    return inline.lang in doubted if told is None else not told


def _marked(block: Block) -> Block:
    if not isinstance(block, Paragraph | Heading):
        return block
    for inline in block.inlines:
        if isinstance(inline, Text) and _other_language(inline):
            return replace(block, inlines=tuple(map(_tagged, block.inlines)))
    return block


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
