# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said of packages of models, and of drafts."""

from __future__ import annotations

from app.i18n import mark, markn, tr
from converters.document.notices import NoticeKind

_ENGINES = {
    "firefox": mark("Firefox Translations"),
    "prompted": mark("language model, asked by a prompt"),
}


def engine_words(engine: str) -> str:
    """Return what kind of model a package has; nothing for an ordinary translation model."""
    return tr(_ENGINES[engine]) if engine in _ENGINES else ""


TRANSLATION_NOTICES: dict[str, tuple[str, str]] = {
    NoticeKind.MACHINE_DRAFT: markn(
        "{n} sentence is a machine's draft that nobody has reviewed.",
        "{n} sentences are a machine's draft that nobody has reviewed.",
    ),
    NoticeKind.DEMONSTRATION_DRAFT: markn(
        "{n} sentence was translated by the demonstration model, whose drafts are of no use.",
        "{n} sentences were translated by the demonstration model, whose drafts are of no use.",
    ),
    NoticeKind.SERVER_DRAFT: markn(
        "{n} sentence was translated by the office's translation server.",
        "{n} sentences were translated by the office's translation server.",
    ),
    NoticeKind.MEMORY_TAKEN: markn(
        "{n} sentence is from the translation memory.",
        "{n} sentences are from the translation memory.",
    ),
    NoticeKind.CODE_GUESSED: markn(
        "{n} link, note or emphasis stands at the end of its sentence: its place was not certain.",
        "{n} links, notes or emphases stand at the end of their sentences: their place was not certain.",
    ),
    NoticeKind.SEGMENT_DOUBTFUL: markn(
        "{n} sentence of the draft has a fault that was found: look at it first.",
        "{n} sentences of the draft have faults that were found: look at them first.",
    ),
    NoticeKind.SEGMENT_UNTRANSLATED: markn(
        "{n} sentence got no translation and is left in the language of the original.",
        "{n} sentences got no translation and are left in the language of the original.",
    ),
    NoticeKind.NOTHING_TRANSLATED: markn(
        "Nothing in the document is in the language to translate: the book is as it was.",
        "Nothing in the document is in the language to translate: the book is as it was.",
    ),
}
"""What is said of the drafts of a book, by the kind of the notice."""
