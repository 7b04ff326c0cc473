# SPDX-License-Identifier: AGPL-3.0-or-later
"""Projects to review: small ones by hand, and one of a sample with the real models."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.services import confined_reading
from app.services.reviewing.session import Review
from app.store.project import NewDocument, Project, new_project
from converters.document import codec
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Document,
    Heading,
    Link,
    Mark,
    Note,
    NoteKind,
    NoteRef,
    Paragraph,
    Text,
)
from tests.read_here import read_here
from translation.draft import sentences_of
from translation.inline_codes import Coded
from translation.memory.store import Memory
from translation.review.segments import (
    Origin,
    ReviewDocument,
    ReviewSegment,
    Status,
    review_unit,
    segment_id_of,
)
from translation.units import extract

STRONG = frozenset({Mark.STRONG})


def small_document() -> Document:
    note = Note(NoteKind.FOOTNOTE, "1", (Paragraph((Text("각주의 글입니다."),)),))
    return Document(
        metadata=Metadata(title="안내", language="ko"),
        blocks=(
            Heading(1, (Text("신청 안내"),)),
            Paragraph((Text("접수는 3월 2일부터 합니다. 문의는 민원실로 하십시오."),)),
            Paragraph(
                (
                    Text("굵은 ", marks=STRONG),
                    Text("글과 "),
                    Link("https://example.org/", (Text("누리집"),)),
                    Text("입니다."),
                    NoteRef("n1"),
                )
            ),
            Paragraph((Text("접수는 3월 2일부터 합니다."),)),
        ),
        notes={"n1": note},
    )


def second_document() -> Document:
    """Return a document with a sentence and a paragraph of ``small_document``, and its own."""
    return Document(
        metadata=Metadata(title="공고", language="ko"),
        blocks=(
            Heading(1, (Text("접수 공고"),)),
            Paragraph((Text("접수는 3월 2일부터 합니다. 장소는 시청입니다."),)),
            Paragraph((Text("접수는 3월 2일부터 합니다. 문의는 민원실로 하십시오."),)),
        ),
    )


def project_of(
    path: Path, document: Document, draft: Callable[[Coded], Coded] | None, *others: Document
) -> None:
    """Write a project of a document, "안내.hwp", and of others: "문서 2.hwp" ..."""
    made = [new_document(document, draft, "안내.hwp", "d" * 64)]
    for number, other in enumerate(others, start=2):
        made.append(new_document(other, draft, f"문서 {number}.hwp", f"{number}" * 64))
    new_project(path, made, path.stem if others else "")


def new_document(
    document: Document, draft: Callable[[Coded], Coded] | None, name: str, document_id: str
) -> NewDocument:
    units = extract(document)
    segments: list[ReviewSegment] = []
    for unit in units:
        for place, source in enumerate(sentences_of(unit, "ko"), start=1):
            target = draft(source) if draft else Coded(())
            segments.append(
                ReviewSegment(
                    segment_id_of(unit.unit_id, place),
                    unit.unit_id,
                    len(segments) + 1,
                    unit.kind,
                    source,
                    target,
                    Status.DRAFT if draft else Status.UNTRANSLATED,
                    origin=Origin.MACHINE if draft else Origin.NONE,
                )
            )
    review = ReviewDocument(
        document.metadata.title,
        "ko",
        "en",
        document_id,
        tuple(review_unit(unit) for unit in units),
        tuple(segments),
    )
    tree = json.dumps(codec.encode(document, {}), ensure_ascii=False)
    return NewDocument(review, {"document.json": tree.encode()}, {"file": name})


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    path = tmp_path / "안내.hanji"
    project_of(path, small_document(), None)
    return path


@pytest.fixture
def project(project_path: Path) -> Iterator[Project]:
    with Project(project_path) as opened:
        yield opened


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.sqlite") as opened:
        yield opened


@pytest.fixture
def review(project: Project, memory: Memory) -> Review:
    moments = iter(range(10**6))
    return Review(
        project, memory, author="나", clock=lambda: f"2026-11-23T00:00:{next(moments):02}+00:00"
    )


@pytest.fixture(autouse=True)
def no_worker_for_each_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do a worker's work here; that workers do it is tried in ``tests/app/test_exchange_files.py``."""
    monkeypatch.setattr(confined_reading, "read_in_worker", read_here)
