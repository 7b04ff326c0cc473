# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji watch``: converts what lands in a folder, once it is complete."""

from __future__ import annotations

import argparse
import time

from app.cli import convert, output
from app.errors import ExitCode, UsageError
from app.i18n import mark, tr
from app.services.batch.watching import FolderWatch
from app.services.intake import FoundFiles
from app.services.url import Url

_NO_FOLDER = mark("“{folder}” is no folder that can be watched.")
_NO_URL = mark("“{url}” is no folder of this machine; hanji convert puts books there.")
_SHORTEST_PAUSE_S = 0.2


def run(arguments: argparse.Namespace) -> ExitCode:
    """Watch until it is stopped, or once; a file that fails stops nothing.

    Raises:
        UsageError: there is no such folder.
    """
    arguments.report = arguments.summary = arguments.edits = None
    convert.refuse_what_does_not_fit(arguments)
    folder = arguments.folder
    if isinstance(arguments.out, Url):
        raise UsageError(_NO_URL, url=arguments.out.text)
    if not folder.is_dir():
        raise UsageError(_NO_FOLDER, folder=str(folder))
    watch = FolderWatch(folder, arguments.out.absolute(), arguments.quiet, time.monotonic)
    pause = max(_SHORTEST_PAUSE_S, arguments.quiet / 2)
    if not arguments.once:
        output.say(tr("Watching {folder}. Ctrl+C stops it.", folder=str(folder)))
    worst = ExitCode.DONE
    try:
        while True:
            complete = watch.look()
            if complete:
                code = convert.convert_found(FoundFiles(complete), [folder], arguments)
                if code is ExitCode.INTERRUPTED:
                    return code
                worst = max(worst, code)
            elif arguments.once and not watch.is_waiting:
                return worst
            else:
                time.sleep(pause)
    except KeyboardInterrupt:
        output.say(tr("The folder is not watched any more."))
        return ExitCode.DONE
