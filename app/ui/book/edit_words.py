# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for corrections: the fields of the metadata, and what an edit does."""

from __future__ import annotations

from app.i18n import mark, tr
from converters.document.edits import Do

FIELD_WORDS = {
    "title": mark("Title"),
    "subtitle": mark("Subtitle"),
    "creators": mark("Authors"),
    "publisher": mark("Publisher"),
    "date": mark("Date"),
    "language": mark("Language"),
    "publication_number": mark("Publication number"),
    "isbn": mark("ISBN"),
    "identifier": mark("Identifier"),
    "subjects": mark("Subjects"),
    "description": mark("Summary"),
    "rights": mark("Copyright"),
    "contact": mark("Contact"),
    "kogl_type": mark("Public licence (KOGL)"),
    "kogl_ai": mark("KOGL AI type"),
}
"""By the names of the file of corrections."""
BOOK_WORDS = {
    "split_level": mark("Chapters begin"),
    "design": mark("Design"),
    "colour": mark("Colour"),
    "cover": mark("Own cover"),
    "emblem": mark("Emblem"),
}
"""By the names of what is chosen for the making of a book."""
DO_WORDS = {
    Do.HEADING: mark("heading"),
    Do.PARAGRAPH: mark("ordinary text"),
    Do.MERGE: mark("joined with the next"),
    Do.LEAVE_OUT: mark("left out"),
    Do.LANGUAGE: mark("language"),
    Do.TABLE_HEADS: mark("head cells"),
    Do.CAPTION: mark("caption"),
    Do.MOVE: mark("moved"),
    Do.REPLACE: mark("replaced"),
}


def field_words(name: str) -> str:
    """Return the words of a field of the metadata; its name where nobody knows it."""
    return tr(FIELD_WORDS[name]) if name in FIELD_WORDS else name


def said_of_edit(detail: str) -> str:
    """Return in words what a report says of a correction ("metadata: title", "heading: 개요")."""
    sort, colon, about = detail.partition(": ")
    if not colon:
        return detail
    if sort == "metadata":
        return tr("About the book: {field}", field=field_words(about))
    if sort == "book":
        words = tr(BOOK_WORDS[about]) if about in BOOK_WORDS else about
        return tr("How the book is made: {what}", what=words)
    if sort == "picture":
        return tr("Picture: {words}", words=about)
    try:
        return f"{tr(DO_WORDS[Do(sort)])}: {about}"
    except ValueError:
        return detail
