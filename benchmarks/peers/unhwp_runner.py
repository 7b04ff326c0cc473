# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run by hwp_to_epub.py inside an environment that has unhwp: CPU seconds per file, warm."""

import json
import sys
import time

import unhwp

files = json.load(sys.stdin)
unhwp.to_markdown(files[0])
for path in files:
    start = time.process_time()
    try:
        length = len(unhwp.to_markdown(path))
    except Exception as error:  # noqa: BLE001 - a peer's failure is a result
        length = -1
        print(path, error, file=sys.stderr)
    print(json.dumps([path, time.process_time() - start, length]))
