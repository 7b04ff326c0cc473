# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji review``: create, add, status, export, import, merge and build."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import output
from app.cli.argument_types import count
from app.errors import AppError, ExitCode
from app.i18n import mark, tr, trn

if TYPE_CHECKING:
    from app.services.reviewing.creating import CreatedProject, LeftOut
    from app.services.reviewing.reading import Coming, DocumentReader
    from app.services.reviewing.session import Review
    from app.store.project import NewDocument, Project, ProjectDocument

_NOTHING_FOUND = mark("There is no document in “{paths}”.")
_FILES = (".epub", ".xlf", ".xliff", ".docx", ".html", ".sdlxliff", ".mqxliff", ".txlf")
"""What names of single files end in that people give for several documents too."""
EXPORTS = ("xliff", "xliff12", "tmx", "docx", "html", "original")


def add_review(commands: Any) -> None:
    """Add the words of ``hanji review`` to a parser's commands."""
    review = commands.add_parser(
        "review",
        help=tr("create and publish review projects of translations"),
        description=tr(
            "Makes review projects of documents, exchanges them with other tools, and makes the"
            " books of what was reviewed."
        ),
    )
    actions = review.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = actions.add_parser(
        "create",
        help=tr("make a project of one document or of many"),
        description=tr(
            "Makes one project of all documents given; folders are searched. They share terms, memory"
            " and checks, and equal sentences follow in all of them. A file that cannot be read is"
            " named and left out."
        ),
    )
    create.add_argument("files", type=Path, nargs="+", metavar="PATH", help=tr("file or folder"))
    create.add_argument("--from", dest="source", default="ko", metavar="LANGUAGE")
    create.add_argument("--to", dest="target", default="en", metavar="LANGUAGE")
    create.add_argument("-o", "--out", type=Path, required=True, metavar="PROJECT")
    add = actions.add_parser("add", help=tr("put more documents into a project"))
    add.add_argument("project", type=Path, metavar="PROJECT")
    add.add_argument("files", type=Path, nargs="+", metavar="PATH", help=tr("file or folder"))
    for one in (create, add):
        one.add_argument(
            "--no-draft", action="store_true", help=tr("without a machine's draft: memory only")
        )
        one.add_argument(
            "--care",
            choices=("draft", "normal", "careful"),
            default="normal",
            help=tr("how carefully to translate: draft is fastest, careful slowest"),
        )
        one.add_argument("--jobs", type=count, metavar="N", help=tr("how many files at once"))
        one.add_argument(
            "--password-file", type=Path, metavar="F", help=tr("passwords to try, one a line")
        )
    update = actions.add_parser(
        "update",
        help=tr("make a project of a corrected document, with what was translated"),
        description=tr(
            "Makes a new project of a corrected document. What was translated is kept where the text"
            " is the same; changed sentences get the old translation as a draft. The old project"
            " stays."
        ),
    )
    update.add_argument("project", type=Path, metavar="PROJECT")
    update.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
    update.add_argument("-o", "--out", type=Path, required=True, metavar="PROJECT")
    update.add_argument(
        "--document",
        metavar="NAME",
        help=tr("name or number of the document that it corrects; else the one of that file name"),
    )
    status = actions.add_parser("status", help=tr("say how far a project has come"))
    status.add_argument("project", type=Path, metavar="PROJECT")
    status.add_argument("--json", action="store_true", help=tr("as JSON"))
    analyse = actions.add_parser(
        "analyse",
        help=tr("count words by repetitions and matches of the memory"),
        description=tr(
            "Counts segments, words and characters of projects in the bands by which agencies are"
            " paid; repetitions across the projects too."
        ),
    )
    analyse.add_argument("projects", type=Path, nargs="+", metavar="PROJECT")
    analyse.add_argument(
        "-o", "--out", type=Path, metavar="FILE", help=tr("write it as a table (.xlsx or .csv)")
    )
    analyse.add_argument("--json", action="store_true", help=tr("as JSON"))
    export = actions.add_parser("export", help=tr("write a project for other tools"))
    export.add_argument("project", type=Path, metavar="PROJECT")
    export.add_argument("--to", choices=EXPORTS, default="xliff")
    export.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help=tr("the file; a folder where the project has several documents and none is named"),
    )
    export.add_argument("--document", metavar="NAME", help=tr("name or number of one document"))
    take = actions.add_parser("import", help=tr("take a file of another tool back in"))
    take.add_argument("project", type=Path, metavar="PROJECT")
    take.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
    hand = actions.add_parser(
        "hand-over",
        help=tr("write a copy of a project for another machine"),
        description=tr(
            "Writes a copy of a project with what the translation memory has for its sentences and the"
            " terms that are in it. “review merge” takes in what comes back."
        ),
    )
    hand.add_argument("project", type=Path, metavar="PROJECT")
    hand.add_argument("-o", "--out", type=Path, required=True, metavar="COPY")
    hand.add_argument("--no-memory", action="store_true", help=tr("without the memory"))
    hand.add_argument("--no-terms", action="store_true", help=tr("without the terms"))
    taken = actions.add_parser(
        "take-over", help=tr("use the memory and the terms that came with a project")
    )
    taken.add_argument("project", type=Path, metavar="PROJECT")
    merge = actions.add_parser(
        "merge",
        help=tr("take the work of another copy of a project in"),
        description=tr(
            "Takes in what somebody changed in another copy of the same project. What both"
            " changed stays as it is here, and is listed."
        ),
    )
    merge.add_argument("project", type=Path, metavar="PROJECT")
    merge.add_argument("file", type=Path, metavar="COPY", help=tr("the other copy"))
    build = actions.add_parser("build", help=tr("make the books of a project"))
    build.add_argument("project", type=Path, metavar="PROJECT")
    build.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="BOOK",
        help=tr("the book; a folder where the project has several documents and none is named"),
    )
    build.add_argument(
        "--finished",
        action="store_true",
        help=tr("of several documents, those of which everything is approved"),
    )
    build.add_argument("--document", metavar="NAME", help=tr("name or number of one document"))
    build.add_argument(
        "--bilingual", action="store_true", help=tr("both languages, paragraph under paragraph")
    )
    build.add_argument(
        "--allow-drafts",
        action="store_true",
        help=tr("also what nobody has approved; it is marked as a draft"),
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Do what the arguments name."""
    from app.services.reviewing.document_names import SomeWritten

    try:
        return _run(arguments)
    except SomeWritten as some:
        # As where all are: what stands on a line of its own is there.
        for path in some.written:
            output.result(str(path))
        raise


def _run(arguments: argparse.Namespace) -> ExitCode:
    if arguments.action == "create":
        return _create(arguments)
    if arguments.action == "analyse":
        return _analyse(arguments)
    from app.services.reviewing.project_file import writing
    from app.services.reviewing.session import open_project

    with open_project(arguments.project) as project, writing(project.path):
        if arguments.action == "status":
            return _status(project, as_json=arguments.json)
        if arguments.action == "build":
            return _build(project, arguments)
        if arguments.action == "export":
            return _export(project, arguments)
        if arguments.action == "update":
            return _update(project, arguments)
        if arguments.action == "hand-over":
            return _hand_over(project, arguments)
        if arguments.action == "take-over":
            return _take_over(project)
        if arguments.action == "add":
            return _add(project, arguments)
        if arguments.action == "merge":
            return _merge(project, arguments.file)
        return _import(project, arguments.file)


def _create(arguments: argparse.Namespace) -> ExitCode:
    from app.services.reviewing.creating import create
    from app.services.reviewing.sources import find_sources

    sources = find_sources(arguments.files)
    if not sources:
        raise AppError(_NOTHING_FOUND, paths=", ".join(map(str, arguments.files)))
    pair = arguments.source, arguments.target
    with _reader(pair, arguments, len(sources)) as reader:
        return _say_came(
            lambda: create(
                _announced(reader.coming(sources)),
                arguments.out,
                languages=reader.languages_of(sources),
            )
        )


def _add(project: Project, arguments: argparse.Namespace) -> ExitCode:
    from app.services.reviewing.creating import add_documents
    from app.services.reviewing.sources import find_sources

    sources = find_sources(arguments.files)
    if not sources:
        raise AppError(_NOTHING_FOUND, paths=", ".join(map(str, arguments.files)))
    pair = project.source_language, project.target_language
    with _reader(pair, arguments, len(sources)) as reader:
        return _say_came(lambda: add_documents(project, _announced(reader.coming(sources))))


def _announced(coming: Sequence[Coming]) -> Sequence[Coming]:
    """Return documents that say, where they are several, when each is read."""

    def read(one: Coming, number: int) -> NewDocument:
        output.say(output.one_line(f"({number:,}/{len(coming):,}) {one.path}"))
        return one.read()

    if len(coming) == 1:
        return coming
    return [
        replace(one, read=partial(read, one, number)) for number, one in enumerate(coming, start=1)
    ]


@contextmanager
def _reader(
    pair: tuple[str, str], arguments: argparse.Namespace, most: int
) -> Iterator[DocumentReader]:
    """Give what reads documents of a pair of languages and drafts them as the arguments say."""
    from app.bootstrap import default_workers, open_executor
    from app.cli.passwords import read_passwords
    from app.jobs.limits import WorkerLimits
    from app.services.reviewing.reading import DocumentReader
    from app.services.translating import memory_order, order_for

    drafted = not arguments.no_draft
    width = min(arguments.jobs or default_workers(), most)
    with open_executor(width, WorkerLimits()) as executor:
        yield DocumentReader(
            executor,
            pair,
            # Packages and glossaries are looked at once, however many documents there are.
            cache(partial(order_for, care=arguments.care) if drafted else memory_order),
            drafted=drafted,
            passwords=read_passwords(arguments.password_file),
            at_once=width,
        )


def _say_came(make: Callable[[], CreatedProject]) -> ExitCode:
    from app.services.reviewing.creating import NoneCame, foreign_sentence

    try:
        made = make()
    except NoneCame as none:
        _name_left_out(none.left_out)
        return ExitCode.NOTHING_DONE
    said = trn("{n} segment", "{n} segments", made.segments)
    drafted = tr("{n} drafted by machine", n=made.drafted)
    recalled = tr("{n} from the memory", n=made.from_memory)
    if made.documents > 1:
        said = f"{trn('{n} document', '{n} documents', made.documents)}, {said}"
    output.say(f"{made.path}: {said}, {drafted}, {recalled}")
    for one in made.foreign:
        output.say(output.one_line(foreign_sentence(*one)))
    _name_left_out(made.left_out)
    return ExitCode.SOME_FAILED if made.left_out else ExitCode.DONE


def _name_left_out(left_out: Sequence[LeftOut]) -> None:
    for one in left_out:
        # The whole path: files of many folders may have one name.
        path, said = str(one.path), one.reason
        output.say(output.one_line(said if path in said else f"{path}: {said}"))


def _status(project: Project, *, as_json: bool) -> ExitCode:
    from app.services.reviewing.checking import finish_checks
    from app.services.terms import applied, glossary_for
    from translation.review.segments import Status

    glossary = glossary_for(project.source_language, project.target_language)
    finish_checks(project, None, lambda text: applied(glossary, text))
    counts = project.counts()
    troubled = list(project.troubled().values())
    found: dict[str, Any] = {
        "title": project.meta["title"],
        "file": project.documents[0].name,
        "server": project.documents[0].meta.get("server", ""),
        "source_language": project.source_language,
        "target_language": project.target_language,
        "segments": counts.total,
        "locked": counts.locked,
        "status": {status.value: counts.segments.get(status, 0) for status in Status},
        "characters": {status.value: counts.characters.get(status, 0) for status in Status},
        "words": {status.value: counts.words.get(status, 0) for status in Status},
        "bands": {
            band: {"segments": segments, "characters": characters, "words": words}
            for band, (segments, characters, words) in project.bands().items()
        },
        "findings": {"error": troubled.count("error"), "warning": troubled.count("warning")},
        "comments": sum(project.commented().values()),
        "documents": [
            {
                "number": one.number,
                "file": one.name,
                "title": one.title,
                "first": one.first,
                "segments": count.total,
                "confirmed": count.done(),
                "approved": count.done(Status.APPROVED),
            }
            for one, count in project.counts_by_document()
        ],
    }
    if as_json:
        output.result(json.dumps(found, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    done = tr("{done} of {total} confirmed", done=counts.done(), total=counts.total)
    approved = tr("{n} approved", n=counts.segments.get(Status.APPROVED, 0))
    findings = trn("{n} segment with findings", "{n} segments with findings", len(troubled))
    output.result(f"{found['title']}: {done}, {approved}, {findings}")
    if len(found["documents"]) > 1:
        for one in found["documents"]:
            done = tr("{done} of {total} confirmed", done=one["confirmed"], total=one["segments"])
            output.result(f"  {one['number']}\t{one['file'] or one['title']}\t{done}")
    return ExitCode.DONE


def _analyse(arguments: argparse.Namespace) -> ExitCode:
    from dataclasses import asdict

    from app.services.reviewing.analysis import analyse, save, table_of
    from app.services.reviewing.memories import open_shelf
    from app.services.table_writer import demand_ending

    if arguments.out is not None:
        # Before what takes a while.
        demand_ending(arguments.out)
    shelf = open_shelf()
    try:
        files = analyse(arguments.projects, shelf)
    finally:
        shelf.close()
    heads, rows = table_of(files)
    if arguments.out is not None:
        save(files, arguments.out)
        output.result(str(arguments.out))
    elif arguments.json:
        found = [
            {
                "file": one.name,
                "source_language": one.pair.source,
                "target_language": one.pair.target,
                "bands": {band.value: asdict(amount) for band, amount in one.bands.items()},
                "total": asdict(one.total),
            }
            for one in files
        ]
        output.result(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for row in (heads, *rows):
            output.result("\t".join(str(cell) for cell in row))
    return ExitCode.DONE


def _build(project: Project, arguments: argparse.Namespace) -> ExitCode:
    from app.services.reviewing.building import build, build_all, finished
    from app.services.reviewing.document_names import demand_folder

    both, drafts = arguments.bilingual, arguments.allow_drafts
    one = _one_document(project, arguments.document)
    if one is None:
        demand_folder(project, arguments.out, _FILES)
        some = finished(project) if arguments.finished else None
        books = build_all(project, arguments.out, some, both=both, drafts=drafts)
    else:
        books = (build(project, arguments.out, one, both=both, drafts=drafts),)
    for built in books:
        output.result(str(built.path))
    left = sum(built.drafts for built in books)
    if left:
        output.say(
            trn(
                "{n} segment in it is a draft that nobody approved; it is marked.",
                "{n} segments in it are drafts that nobody approved; they are marked.",
                left,
            )
        )
    return ExitCode.DONE


def _one_document(project: Project, name: str | None) -> ProjectDocument | None:
    """Return the document that is meant; None for all of several."""
    from app.services.reviewing.document_names import document_named

    return None if name is None and len(project.documents) > 1 else document_named(project, name)


def _export(project: Project, arguments: argparse.Namespace) -> ExitCode:
    from app.services.reviewing.document_names import demand_folder
    from app.services.reviewing.exchanging import export, export_all

    one = _one_document(project, arguments.document)
    if one is None and arguments.to != "tmx":
        demand_folder(project, arguments.out, _FILES)
    written: tuple[Path, ...] = (arguments.out,)
    if arguments.to == "original":
        from app.services.reviewing.bilingual_files import give_all_back, give_back

        if one is None:
            written, count = give_all_back(project, arguments.out)
        else:
            count = give_back(project, arguments.out, one)
        output.say(trn("{n} segment changed.", "{n} segments changed.", count))
    elif one is None and arguments.to != "tmx":
        written = export_all(project, arguments.out, arguments.to)
    else:
        export(project, arguments.out, arguments.to, one)
    for path in written:
        output.result(str(path))
    return ExitCode.DONE


@contextmanager
def _opened(project: Project) -> Iterator[Review]:
    """Give the review of a project, with its memory and its terms."""
    from app.services.reviewing.session import Review, open_memory
    from app.services.terms import glossary_for

    glossary = glossary_for(project.source_language, project.target_language)
    review = Review(project, open_memory(), glossary=glossary)
    try:
        yield review
    finally:
        if review.memory is not None:
            review.memory.close()


def _hand_over(project: Project, arguments: argparse.Namespace) -> ExitCode:
    from app.services.reviewing.handing_over import hand_over
    from app.services.reviewing.memories import open_shelf
    from app.services.reviewing.session import now

    with _opened(project) as review:
        shelf = None if arguments.no_memory else open_shelf()
        try:
            glossary = None if arguments.no_terms else review.glossary
            done = hand_over(project, arguments.out, review.author, now(), shelf, glossary)
        finally:
            if shelf is not None:
                shelf.close()
    output.result(str(arguments.out))
    output.say(tr("{units} units of the memory, {terms} terms", units=done.units, terms=done.terms))
    return ExitCode.DONE


def _take_over(project: Project) -> ExitCode:
    from app.services.reviewing.handing_over import take_over

    done = take_over(project)
    output.result(done.name)
    output.say(tr("{units} units of the memory, {terms} terms", units=done.units, terms=done.terms))
    return ExitCode.DONE


def _merge(project: Project, file: Path) -> ExitCode:
    from app.services.reviewing.merging import merge
    from app.services.reviewing.session import now

    with _opened(project) as review:
        merged = merge(project, file, review.author, now(), review.terms, review.spelling)
        review.learn(merged.numbers)
    for one in merged.conflicts:
        who = f"{one.author}: " if one.author else ""
        output.result(f"{one.numbers[0]}\t{one.mine.text}\t{who}{one.theirs.text}")
    output.say(merged.sentence)
    return ExitCode.DONE


def _update(project: Project, arguments: argparse.Namespace) -> ExitCode:
    from app.bootstrap import open_executor
    from app.jobs.limits import WorkerLimits
    from app.services.reviewing.correcting import take_corrected
    from app.services.reviewing.document_names import document_named

    name = arguments.document
    if name is None and any(one.name == arguments.file.name for one in project.documents):
        name = arguments.file.name
    corrects = document_named(project, name)
    with open_executor(1, WorkerLimits()) as executor:
        done = take_corrected(executor, project, arguments.file, arguments.out, corrects)
    output.result(str(done.path))
    output.say(done.sentence)
    return ExitCode.DONE


def _import(project: Project, file: Path) -> ExitCode:
    from app.services.reviewing.exchanging import take_in
    from app.services.reviewing.session import now

    with _opened(project) as review:
        taken = take_in(project, file, review.author, now(), review.terms, review.spelling)
        review.learn(taken.numbers)
    output.say(taken.sentence)
    return ExitCode.DONE
