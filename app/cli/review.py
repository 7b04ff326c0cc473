# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji review``: create, status, export, import and build."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import output
from app.errors import ExitCode
from app.i18n import tr, trn

if TYPE_CHECKING:
    from app.services.reviewing.creating import CreatedProject
    from app.services.reviewing.session import Review
    from app.store.project import Project

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
    create = actions.add_parser("create", help=tr("make a project of a document"))
    create.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
    create.add_argument("--from", dest="source", default="ko", metavar="LANGUAGE")
    create.add_argument("--to", dest="target", default="en", metavar="LANGUAGE")
    create.add_argument("-o", "--out", type=Path, required=True, metavar="PROJECT")
    create.add_argument(
        "--no-draft", action="store_true", help=tr("without a machine's draft: memory only")
    )
    create.add_argument(
        "--care",
        choices=("draft", "normal", "careful"),
        default="normal",
        help=tr("how carefully to translate: draft is fastest, careful slowest"),
    )
    create.add_argument(
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
    export.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    take = actions.add_parser("import", help=tr("take a file of another tool back in"))
    take.add_argument("project", type=Path, metavar="PROJECT")
    take.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
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
    build = actions.add_parser("build", help=tr("make the book of a project"))
    build.add_argument("project", type=Path, metavar="PROJECT")
    build.add_argument("-o", "--out", type=Path, required=True, metavar="BOOK")
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
    if arguments.action == "create":
        return _create(arguments)
    if arguments.action == "analyse":
        return _analyse(arguments)
    from app.services.reviewing.session import open_project

    with open_project(arguments.project) as project:
        if arguments.action == "status":
            return _status(project, as_json=arguments.json)
        if arguments.action == "build":
            return _build(project, arguments)
        if arguments.action == "export":
            return _export(project, arguments)
        if arguments.action == "update":
            return _update(project, arguments.file, arguments.out)
        if arguments.action == "merge":
            return _merge(project, arguments.file)
        return _import(project, arguments.file)


def _create(arguments: argparse.Namespace) -> ExitCode:
    from app.bootstrap import open_executor
    from app.cli.passwords import read_passwords
    from app.jobs.limits import WorkerLimits
    from app.services.bilingual_names import is_bilingual
    from app.services.reviewing.creating import create
    from app.services.translating import memory_order, order_for

    if is_bilingual(arguments.file):
        return _create_from_bilingual(arguments)
    pair = arguments.source, arguments.target
    order = memory_order(*pair) if arguments.no_draft else order_for(*pair, care=arguments.care)
    with open_executor(1, WorkerLimits()) as executor:
        made = create(
            executor,
            arguments.file,
            arguments.out,
            order,
            drafted=not arguments.no_draft,
            passwords=read_passwords(arguments.password_file),
        )
    _say_created(made)
    return ExitCode.DONE


def _create_from_bilingual(arguments: argparse.Namespace) -> ExitCode:
    from app.bootstrap import open_executor
    from app.jobs.limits import WorkerLimits
    from app.services.reviewing.bilingual_files import create_from
    from app.services.translating import memory_order, order_for

    if arguments.no_draft:
        made = create_from(
            arguments.file, arguments.out, lambda pair: memory_order(pair.source, pair.target)
        )
    else:
        with open_executor(1, WorkerLimits()) as executor:
            made = create_from(
                arguments.file,
                arguments.out,
                lambda pair: order_for(pair.source, pair.target, care=arguments.care),
                executor,
            )
    _say_created(made)
    return ExitCode.DONE


def _say_created(made: CreatedProject) -> None:
    said = trn("{n} segment", "{n} segments", made.segments)
    drafted = tr("{n} drafted by machine", n=made.drafted)
    recalled = tr("{n} from the memory", n=made.from_memory)
    output.say(f"{made.path}: {said}, {drafted}, {recalled}")


def _status(project: Project, *, as_json: bool) -> ExitCode:
    from translation.review.segments import Status

    counts = project.counts()
    troubled = list(project.troubled().values())
    found: dict[str, Any] = {
        "title": project.meta["title"],
        "file": project.meta.get("file", ""),
        "server": project.meta.get("server", ""),
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
    }
    if as_json:
        output.result(json.dumps(found, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    done = tr("{done} of {total} confirmed", done=counts.done(), total=counts.total)
    approved = tr("{n} approved", n=counts.segments.get(Status.APPROVED, 0))
    findings = trn("{n} segment with findings", "{n} segments with findings", len(troubled))
    output.result(f"{found['title']}: {done}, {approved}, {findings}")
    return ExitCode.DONE


def _analyse(arguments: argparse.Namespace) -> ExitCode:
    from dataclasses import asdict

    from app.services.reviewing.analysis import analyse, save, table_of
    from app.services.reviewing.memories import open_shelf

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
    from app.services.reviewing.building import build

    built = build(project, arguments.out, both=arguments.bilingual, drafts=arguments.allow_drafts)
    output.result(str(built.path))
    if built.drafts:
        output.say(
            trn(
                "{n} segment in it is a draft that nobody approved; it is marked.",
                "{n} segments in it are drafts that nobody approved; they are marked.",
                built.drafts,
            )
        )
    return ExitCode.DONE


def _export(project: Project, arguments: argparse.Namespace) -> ExitCode:
    if arguments.to == "original":
        from app.services.reviewing.bilingual_files import give_back

        count = give_back(project, arguments.out)
        output.say(trn("{n} segment changed.", "{n} segments changed.", count))
    else:
        from app.services.reviewing.exchanging import export

        export(project, arguments.out, arguments.to)
    output.result(str(arguments.out))
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


def _update(project: Project, file: Path, out: Path) -> ExitCode:
    from app.bootstrap import open_executor
    from app.jobs.limits import WorkerLimits
    from app.services.reviewing.correcting import take_corrected

    with open_executor(1, WorkerLimits()) as executor:
        done = take_corrected(executor, project, file, out)
    output.result(str(done.path))
    output.say(done.sentence)
    return ExitCode.DONE


def _import(project: Project, file: Path) -> ExitCode:
    from app.services.reviewing.exchanging import take_in
    from app.services.reviewing.session import now

    with _opened(project) as review:
        taken = take_in(project, file, review.author, now(), review.terms, review.spelling)
        review.learn(taken.numbers)
    output.say(
        tr(
            "{changed} segments changed, {same} are as they were, {comments} comments are new.",
            changed=taken.changed,
            same=taken.same,
            comments=taken.comments,
        )
    )
    return ExitCode.DONE
