# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a publication says about itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """Bibliographic facts found in the source; empty where it did not say.

    ``date`` and ``modified`` are ISO 8601 ("2026-11-22" or a longer form).
    ``publication_number`` is the 발간등록번호 as printed
    ("51-6110000-000123-01"). ``kogl_type`` is the number of the 공공누리 licence
    (0 to 4). ``rights`` is the sentence about rights as found.
    """

    title: str = ""
    title_inferred: bool = False
    """True where no metadata field gave the title and we took it from the text or the file's name."""
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    language: str = "ko"
    date: str = ""
    modified: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    rights: str = ""
    kogl_type: int | None = None
    publication_number: str = ""
    isbn: str = ""
    identifier: str = ""
    """What names this edition among all books (a URN, DOI or UCI), where a person said so."""
    kogl_ai: bool = False
    """Whether the AI type of 공공누리 stands beside its type: machines may learn from the work."""
    contact: str = ""
    """Where the publication says to ask, with a telephone number or an address."""
