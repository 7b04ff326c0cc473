# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run by hwp_to_epub.py inside an environment that has pyhwp: CPU seconds per file, warm."""

import json
import logging
import resource
import shutil
import sys
import tempfile
from contextlib import closing

from hwp5.hwp5html import HTMLTransform
from hwp5.xmlmodel import Hwp5File

logging.disable(logging.CRITICAL)


def cpu() -> float:
    """CPU of this process and of the XSLT programs it may start."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def convert(path: str) -> int:
    """hwp5html of one file into a folder; -1 where it fails."""
    folder = tempfile.mkdtemp()
    try:
        with closing(Hwp5File(path)) as document:
            HTMLTransform().transform_hwp5_to_dir(document, folder)
        return 0
    except Exception as error:  # noqa: BLE001 - a peer's failure is a result
        print(path, type(error).__name__, file=sys.stderr)
        return -1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


files = json.load(sys.stdin)
convert(files[0])
for path in files:
    start = cpu()
    length = convert(path)
    print(json.dumps([path, cpu() - start, length]), flush=True)
