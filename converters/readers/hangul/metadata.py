# SPDX-License-Identifier: AGPL-3.0-or-later
"""Metadata from the summary information; what it lacks is found in the text by a pass."""

from __future__ import annotations

import re

from converters.document.metadata import Metadata
from converters.readers.hangul.model import Properties

# What programs write into the title by themselves: it names no publication.
_EMPTY_TITLES = re.compile(
    r"^(?:제목 ?없음|빈 문서.*|문서\d*|새 문서.*|untitled.*|document\d*|\W*)$", re.IGNORECASE
)
# Login names that stand where an author could: nobody would print them on a cover.
_NO_AUTHOR = re.compile(
    r"^(?:user|owner|admin|administrator|pc|samsung|lg|hp|home|사용자|관리자|[\w.-]*\d{3,}|.)$",
    re.IGNORECASE,
)


def metadata_of(properties: Properties) -> Metadata:
    """Return what the summary information says, as far as it can be believed."""
    title = " ".join(properties.title.split())
    author = " ".join(properties.author.split())
    keywords = [word.strip() for word in re.split(r"[,;]", properties.keywords)]
    return Metadata(
        title="" if _EMPTY_TITLES.match(title) else title,
        creators=() if not author or _NO_AUTHOR.match(author) else (author,),
        date=properties.created[:10],
        modified=properties.modified or properties.created,
        description=" ".join(properties.subject.split()),
        subjects=tuple(word for word in keywords if word),
        kogl_type=properties.kogl_type,
    )
