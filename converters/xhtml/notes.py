# SPDX-License-Identifier: AGPL-3.0-or-later
"""Footnotes at the end of a file and endnotes at the end of a book."""

from __future__ import annotations

from converters.xhtml.blocks import write_blocks
from converters.xhtml.flow import Flow
from converters.xhtml.markup import EPUB_TYPE, Element, new, one_line, sub
from converters.xhtml.places import NOTE


def write_footnotes(flow: Flow, parent: Element) -> None:
    """Append the footnotes that the current file mentions; a note may mention another one."""
    if not flow.footnotes:
        return
    group = sub(parent, "div", {"class": "footnotes"})
    while flow.footnotes:
        note_id = flow.footnotes.pop(0)
        element = sub(
            group,
            "aside",
            {
                EPUB_TYPE: "footnote",
                "role": "doc-footnote",
                "id": flow.note_id_here(note_id),
                "class": "note",
            },
        )
        _write_note(flow, element, note_id)


def write_endnotes(flow: Flow, parent: Element) -> None:
    """Append a section with all endnotes and its heading, which becomes part of the contents."""
    identifier = flow.add_heading(1, flow.words.endnotes)
    section = sub(
        parent,
        "section",
        {EPUB_TYPE: "endnotes", "role": "doc-endnotes", "aria-labelledby": identifier},
    )
    sub(section, "h1", {"id": identifier}).text = flow.words.endnotes
    group = sub(section, "ol", {"class": "notes", "role": "list"})
    while flow.endnotes:
        note_id = flow.endnotes.pop(0)
        element = sub(group, "li", {"id": flow.note_id_here(note_id), "class": "note"})
        _write_note(flow, element, note_id)
    write_footnotes(flow, parent)


def queue_unmentioned(flow: Flow) -> None:
    """Queue the notes that nothing in the text mentions: their text is not lost."""
    for note_id in flow.notes:
        if note_id not in flow.note_numbers:
            flow.queue_note(note_id)


def _write_note(flow: Flow, element: Element, note_id: str) -> None:
    note = flow.notes[note_id]
    lead = new("a", {"class": "backlink", "role": "doc-backlink"})
    if not flow.add_backlink(lead, note_id):
        lead = new("span", {"class": "backlink"})
    lead.text = one_line(note.mark) or str(flow.note_numbers[note_id])
    write_blocks(flow, element, note.blocks, NOTE, lead)
