# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run by pdf_pages.py inside an environment that has the peers: CPU seconds per file, warm."""

import json
import sys
import time


def _liteparse(path: str) -> int:
    return len(str(_LITE.parse(path)))


def _pdf_inspector(path: str) -> int:
    return len(str(pdf_inspector.process_pdf(path)))


if sys.argv[1] == "liteparse":
    from liteparse import LiteParse

    _LITE = LiteParse(ocr_enabled=False)
    read = _liteparse
else:
    import pdf_inspector

    read = _pdf_inspector

files = json.load(sys.stdin)
for path in [files[0], *files]:
    start = time.process_time()
    try:
        length = read(path)
    except Exception as error:  # noqa: BLE001 - a peer's failure is a result
        length = -1
        print(path, error, file=sys.stderr)
    print(json.dumps([path, time.process_time() - start, length]), flush=True)
