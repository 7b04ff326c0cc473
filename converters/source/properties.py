# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a file says about itself, and how much of it can be believed as a book's metadata.

What it lacks is found in the text by a pass. When a file was made says nothing of when its text
was published: templates are decades old.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from converters.document.metadata import Metadata

# What programs write into the title by themselves: it names no publication.
_EMPTY_TITLES = re.compile(
    r"^(?:제목 ?없음|빈 문서.*|문서\d*|새 문서.*|untitled.*|document\d*|\W*)$", re.IGNORECASE
)
# The author is whoever's account saved the file first. Only a body is a publication's
# creator; names of clerks and their computers do not belong into a public book.
_BODY = re.compile(
    r"(?:시|도|군|구|청|처|부|국|과|실|원|회|담당관|도서관|박물관|미술관|과학관|복지관|사업소|보건소|공사|공단|재단|센터|연구소|본부|위원회|협회|대학교?|학교|㈜.*|\(주\).*|주식회사.*)$"
)
_LEAST_BODY = 4


@dataclass(slots=True)
class FileProperties:
    """Properties that a file carries: summary information, core properties, document information."""

    title: str = ""
    subject: str = ""
    author: str = ""
    keywords: str = ""
    comments: str = ""
    created: str = ""
    modified: str = ""
    """ISO 8601 or empty."""


def metadata_of(properties: FileProperties) -> Metadata:
    """Return what the summary information says, as far as it can be believed."""
    title = " ".join(properties.title.split())
    author = " ".join(properties.author.split())
    keywords = [word.strip() for word in re.split(r"[,;]", properties.keywords)]
    return Metadata(
        title="" if _EMPTY_TITLES.match(title) else title,
        creators=(author,) if len(author) >= _LEAST_BODY and _BODY.search(author) else (),
        modified=properties.modified or properties.created,
        description=" ".join(properties.subject.split()),
        subjects=tuple(word for word in keywords if word),
    )
