# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji convert`` with URLs: documents are fetched, converted here, and the books put there."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import convert, output
from app.errors import AppError, ExitCode
from app.i18n import mark, tr, trn
from app.messages import os_reason
from app.services.intake import FoundFile, FoundFiles, find_files
from app.services.remote_folders import RemoteFolder
from app.services.url import Url

_NO_ROOM = mark("What “{url}” holds cannot be kept here: {detail}.")
_NAMED = 3


def is_wanted(arguments: argparse.Namespace) -> bool:
    """Whether a call names a URL."""
    return any(isinstance(place, Url) for place in (*arguments.paths, arguments.out))


def run(arguments: argparse.Namespace) -> ExitCode:
    """Fetch, convert and put; see ``convert.run``.

    What was converted and could not be put stays in the spool: the same call puts it later.

    Raises:
        AppError: a URL cannot be reached, or what it holds not be kept here.
    """
    convert.refuse_what_does_not_fit(arguments)
    convert.check_summary(arguments.summary)
    there = RemoteFolder(arguments.out) if isinstance(arguments.out, Url) else None
    books = there.books if there is not None else arguments.out.absolute()
    files: list[FoundFile] = []
    ignored = 0
    paths: list[Path] = []
    for place in arguments.paths:
        if not isinstance(place, Url):
            found = find_files(convert.expanded([place]), books)
            files += found.files
            ignored += found.ignored
            paths.append(place)
            continue
        folder = RemoteFolder(place)
        output.say(tr("Fetching documents from {url}.", url=place.text))
        try:
            fetched = folder.fetch(there)
        except OSError as error:
            raise AppError(_NO_ROOM, url=place.text, detail=os_reason(error)) from error
        files += fetched.files
        ignored += fetched.ignored
        paths.append(folder.spool / "in")
    if there is not None:
        there.prepare()
    here = argparse.Namespace(**{**vars(arguments), "out": books, "paths": paths})
    made: list[Path] = []
    code = convert.convert_found(FoundFiles(tuple(files), ignored), paths, here, made=made)
    if there is None:
        return code
    return max(code, _put(there, made), key=_weight)


def _put(there: RemoteFolder, made: list[Path]) -> ExitCode:
    try:
        done = there.publish(made)
    except OSError as error:
        raise AppError(_NO_ROOM, url=there.url.text, detail=os_reason(error)) from error
    output.say(
        trn(
            "{n} file put at {url}, {there} were there.",
            "{n} files put at {url}, {there} were there.",
            done.put,
            url=there.url.text,
            there=done.there,
        )
    )
    if done.foreign:
        names = ", ".join(f"“{name}”" for name in done.foreign[:_NAMED])
        more = " …" if len(done.foreign) > _NAMED else ""
        output.say(
            trn(
                "{n} file there is not ours and was left alone: {names}",
                "{n} files there are not ours and were left alone: {names}",
                len(done.foreign),
                names=names + more,
            )
        )
        return ExitCode.SOME_FAILED
    return ExitCode.DONE


def _weight(code: ExitCode) -> int:
    """Order codes: nothing wrong, some failed, all others as they are."""
    return {ExitCode.DONE: 0, ExitCode.SOME_FAILED: 1}.get(code, 2)
