# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "create a review project": documents come into one that is new, or one that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.i18n import mark, tr
from app.language_names import language_words
from app.services.file_names import without_language
from app.services.reviewing.checking import UNCHECKED, Terms, finish_checks
from app.services.reviewing.project_file import demand_free, writing
from app.services.reviewing.reading import Coming, Progress
from app.services.terms import applied, glossary_for
from app.store.project import NewDocument, Project, ProjectDocument, new_project
from translation.review.segments import (
    Origin,
    ReviewDocument,
)

_TWICE = mark("“{name}” is in the project already.")
_SAME = mark("“{name}” is the same document as “{other}”, which is in the project already.")
_LEFT_OUT = mark("{came} documents came into the project, {n} were left out:\n{reasons}")
_REMARKS = mark("{remarks}")
_FOREIGN = mark(
    "“{name}”: its language is {found}, that of the project {wanted}. Sentences in another language"
    " stay as they are."
)
_NONE_CAME = mark("None of the documents came into the project:\n{reasons}")
_OTHER_LANGUAGES = mark("“{name}” is {found}; the project is {wanted}.")

_MOST_REASONS = 5
"""Files that are named at once; the command names all."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that could not come into a project, and why."""

    path: Path
    error: AppError

    @property
    def reason(self) -> str:
        """Why, without its name where that stands in front."""
        said = tr(self.error.message, **self.error.params)
        return said.removeprefix(f"{self.path.name}: ")


class NoneCame(AppError):
    """Of several files none could come into a project.

    Args:
        left_out: all of them.
    """

    def __init__(self, left_out: tuple[LeftOut, ...]) -> None:
        super().__init__(_NONE_CAME, reasons=_reasons(left_out))
        self.left_out = left_out


@dataclass(frozen=True, slots=True)
class CreatedProject:
    """A project that was created or got more documents, and the counts of what came in."""

    path: Path
    segments: int
    drafted: int
    from_memory: int
    documents: int = 1
    left_out: tuple[LeftOut, ...] = ()
    foreign: tuple[tuple[Path, str, str], ...] = ()
    """Documents in another language than the project translates from: file, its language, that one."""


def remarks_on(made: CreatedProject) -> AppError | None:
    """Return what a person is told of files that were left out, or are in another language.

    Each of the first few has its reason on a line of its own, of the others the names follow.
    """
    left = made.left_out
    if len(left) == 1 and not made.foreign:
        return left[0].error
    said = [foreign_sentence(*one) for one in made.foreign[:_MOST_REASONS]]
    if left:
        reasons = _reasons(left)
        said.insert(0, tr(_LEFT_OUT, n=len(left), came=made.documents, reasons=reasons))
    return AppError(_REMARKS, remarks="\n".join(said)) if said else None


def foreign_sentence(path: Path, found: str, wanted: str) -> str:
    """Say that a document is in another language than the project translates from."""
    return tr(_FOREIGN, name=path.name, found=language_words(found), wanted=language_words(wanted))


def _reasons(left_out: Sequence[LeftOut]) -> str:
    lines = [f"{one.path.name}: {one.reason}" for one in left_out[:_MOST_REASONS]]
    if len(left_out) > _MOST_REASONS:
        lines.append(", ".join(one.path.name for one in left_out[_MOST_REASONS:]))
    return "\n".join(lines)


class _Gathered:
    """Documents that come into a project, one after the other, and what could not.

    Args:
        coming: where they are from.
        known: names of the documents that the project has, by their ids.
        languages: those of the project; of its first document where it is new.
    """

    def __init__(
        self,
        coming: Sequence[Coming],
        known: Mapping[str, str] | None = None,
        languages: tuple[str, str] | None = None,
    ) -> None:
        self._coming = coming
        self._known = dict(known or {})
        self._languages = languages
        self.came: list[ReviewDocument] = []
        self.left_out: list[LeftOut] = []
        self.foreign: list[tuple[Path, str, str]] = []

    def __iter__(self) -> Iterator[NewDocument]:
        for one in self._coming:
            try:
                made = one.read()
                self._demand(one.path, made.review)
            except AppError as error:
                self.left_out.append(LeftOut(one.path, error))
                continue
            self._known[made.review.document_id] = one.path.name
            # What was said and written is enough: parts of many documents are large.
            self.came.append(made.review)
            found, wanted = made.meta.get("language", ""), made.review.source_language
            if found and found.partition("-")[0] != wanted.partition("-")[0]:
                self.foreign.append((one.path, found, wanted))
            yield made
        if not self.came and self.left_out:
            if len(self.left_out) == 1:
                raise self.left_out[0].error
            raise NoneCame(tuple(self.left_out))

    def _demand(self, source: Path, review: ReviewDocument) -> None:
        other = self._known.get(review.document_id)
        if other == source.name:
            raise AppError(_TWICE, name=source.name)
        if other is not None:
            raise AppError(_SAME, name=source.name, other=other)
        found = review.source_language, review.target_language
        self._languages = self._languages or found
        if found != self._languages:
            raise AppError(
                _OTHER_LANGUAGES,
                name=source.name,
                found=" → ".join(found),
                wanted=" → ".join(self._languages),
            )

    def created(self, path: Path) -> CreatedProject:
        """Return what came of it."""
        origins = Counter(one.origin for review in self.came for one in review.segments)
        return CreatedProject(
            path,
            origins.total(),
            origins[Origin.MACHINE],
            origins[Origin.MEMORY],
            len(self.came),
            tuple(self.left_out),
            tuple(self.foreign),
        )


def create(
    coming: Sequence[Coming],
    target: Path,
    *,
    title: str = "",
    languages: tuple[str, str] | None = None,
    progress: Progress | None = None,
) -> CreatedProject:
    """Make the review project ``target`` of files; those that cannot be read are left out and named.

    Args:
        coming: its documents, in the order that they are to have; see ``DocumentReader.coming``.
        target: the project to write; one that is there stays and stops this.
        title: of the project; that of the document where there is one, else the project's name.
        languages: from and into; those of its first document without.
        progress: told how far the checks are.

    Raises:
        Cancelled: a person stopped it.
        AppError: none of the files can be read, or the project cannot be written.
    """
    demand_free(target)
    gathered = _Gathered(coming, languages=languages)
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        new_project(target, gathered, title, {UNCHECKED: "1"})
        with Project(target) as project:
            if len(coming) > 1 and not title:
                stem = without_language(target.stem, project.target_language)
                project.set_meta("title", stem)
            for document, review in zip(project.documents, gathered.came, strict=True):
                put_comments(project, document, review)
            finish_checks(project, progress, _terms_of(project))
    return gathered.created(target)


def add_documents(
    project: Project,
    coming: Sequence[Coming],
    *,
    progress: Progress | None = None,
) -> CreatedProject:
    """Put documents behind those of an open project; those that cannot be read are left out.

    Raises:
        Cancelled: a person stopped it; what came in until then stays.
        AppError: none of the files can be read, or the project cannot be written.
    """
    gathered = _Gathered(
        coming,
        {one.document_id: one.shown for one in project.documents},
        (project.source_language, project.target_language),
    )
    with writing(project.path):
        finish_checks(project, progress, _terms_of(project))
        for one in gathered:
            project.set_meta(UNCHECKED, str(len(project.documents) + 1))
            project.add_document(one)
            finish_checks(project, progress, _terms_of(project))
        project.set_meta(UNCHECKED, "")
    return gathered.created(project.path)


def _terms_of(project: Project) -> Terms:
    glossary = glossary_for(project.source_language, project.target_language)
    return lambda text: applied(glossary, text)


def put_comments(project: Project, document: ProjectDocument, review: ReviewDocument) -> None:
    """Put comments on the segments of a document that came with them."""
    own = (document.alone(one) for one in project.segments(document.first, document.last))
    numbers = {one.segment_id: one.number for one in own}
    made: dict[int | None, int] = {}
    for one in review.comments:
        thread = made.get(one.reply_to) if one.reply_to is not None else None
        said = project.add_comment(
            numbers[one.segment_id], one.author, one.at, one.text, one.anchor, thread
        )
        made[one.comment_id] = said
    # A reply opens its thread again, so that this comes last.
    for one in review.comments:
        if one.resolved and one.reply_to is None and one.comment_id is not None:
            project.resolve_comment(made[one.comment_id])
