# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of the files of a preview; who only reads them loads no reader."""

from __future__ import annotations

CONTENTS_FILE = "book.json"
NOTES_FILE = "notes.json"
OUTLINE_FILE = "outline.json"
PAGE_FILE = "page.ppm"
PICTURES_FOLDER = "pictures"


def chapter_file(number: int) -> str:
    """Return the name of a chapter's file; chapters count from 0."""
    return f"chapter-{number:05d}.json"
