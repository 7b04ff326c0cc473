# SPDX-License-Identifier: AGPL-3.0-or-later
"""Books laid out in pages by a real Chromium, and what of them cannot be seen.

``judge.js`` lays each chapter out in columns as reading systems do that turn pages,
or in foliate-js and epub.js themselves where ``make readers`` has installed them
into ``.readers/``. Chromium is found through ``HANJI_CHROMIUM`` or on the PATH.
"""

from __future__ import annotations

import http.server
import io
import json
import mimetypes
import os
import shutil
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lxml import etree

Layout = Literal["root", "body", "foliate-js", "epub.js"]

_HERE = Path(__file__).parent
_READERS = Path(__file__).parents[2] / ".readers"
_TIMEOUT_S = 600
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages of a chapter show, at one size and zoom."""

    book: str
    chapter: str
    width: int
    zoom: int
    letters: int
    unseen: list[str]
    """Letters that no page shows."""
    overlaps: list[str]
    wide: list[str]
    """The classes of tables that are wider than the text of a page."""
    scrolled: list[str]
    """Elements that scroll or clip what they hold."""
    broken: list[str]
    """Figures broken over lines in a table that is shown as one."""
    stacked: int
    """Tables shown as stacks of cells."""


def chromium() -> str | None:
    """Return the path of a Chromium, None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (path for name in names if (path := shutil.which(name)))
    return os.environ.get("HANJI_CHROMIUM") or next(found, None)


def missing(layout: Layout) -> str:
    """Return what is missing for ``layout``, in words; "" where nothing is."""
    if chromium() is None:
        return "Chromium is not installed"
    if layout in ("foliate-js", "epub.js") and not any(_READERS.glob("installed-*")):
        return f"{layout} is not installed (make readers)"
    return ""


def pages_of(books: Mapping[str, bytes], layout: Layout) -> list[Pages]:
    """Lay books out on pages of a phone and of a tablet, at 100 and 200 % text.

    Args:
        books: EPUB files by name.
        layout: columns of the root element, of the body, or a reading system.

    Raises:
        AssertionError: the judge's page failed, or Chromium did not answer in time.
    """
    server = _Server(books, layout)
    with tempfile.TemporaryDirectory() as profile, server:
        browser = subprocess.Popen(
            [
                chromium() or "chromium",
                *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
                *("--no-first-run", "--disable-background-networking", "--disable-sync"),
                *("--window-size=900,1200", f"--user-data-dir={profile}"),
                f"http://127.0.0.1:{server.server_port}/",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            answered = server.answered.wait(_TIMEOUT_S)
        finally:
            browser.kill()
            browser.wait()
    assert answered, "Chromium did not answer"
    assert "error" not in server.answer, server.answer["error"]
    return [Pages(**found) for found in server.answer["report"]]


def _chapters_of(book: zipfile.ZipFile) -> list[str]:
    container = etree.fromstring(book.read("META-INF/container.xml"))
    path = next(container.iter(f"{_CONTAINER}rootfile")).get("full-path", "")
    package = etree.fromstring(book.read(path))
    items = {item.get("id"): item.get("href", "") for item in package.iter(f"{_OPF}item")}
    folder = path.rpartition("/")[0]
    hrefs = [items[ref.get("idref")] for ref in package.iter(f"{_OPF}itemref")]
    return [f"{folder}/{href}" if folder else href for href in hrefs]


class _Server(http.server.ThreadingHTTPServer):
    """Hands the books and the judge's page to Chromium and takes its answer."""

    daemon_threads = True

    def __init__(self, books: Mapping[str, bytes], layout: Layout) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.layout = layout
        self.names = list(books)
        self.data = list(books.values())
        self.files = [zipfile.ZipFile(io.BytesIO(data)) for data in self.data]
        self.lock = threading.Lock()
        self.answered = threading.Event()
        self.answer: dict[str, Any] = {}

    def __enter__(self) -> _Server:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def content(self, path: str) -> bytes:
        """Return what stands at ``path``; KeyError or OSError where nothing does."""
        kind, _, rest = path.strip("/").partition("/")
        if kind == "task.json":
            chapters = map(_chapters_of, self.files)
            books = [
                {"number": number, "name": self.names[number], "chapters": names}
                for number, names in enumerate(chapters)
            ]
            return json.dumps({"layout": self.layout, "books": books}).encode()
        if kind == "empty.js":
            return b"export {}"
        if kind == "epub":
            return self.data[int(rest.removesuffix(".epub"))]
        if kind == "book":
            number, _, name = rest.partition("/")
            with self.lock:
                return self.files[int(number)].read(name)
        if kind == "npm" and ".." not in rest:
            return (_READERS / "node_modules" / rest).read_bytes()
        return (_HERE / (kind or "judge.html")).read_bytes()


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        try:
            data = self.server.content(path)
        except (KeyError, OSError):
            self.send_error(404)
            return
        kind = "text/html" if path == "/" else mimetypes.guess_type(path)[0]
        if path.endswith(".xhtml"):
            kind = "application/xhtml+xml"
        self.send_response(200)
        self.send_header("Content-Type", kind or "application/octet-stream")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.answer = json.loads(self.rfile.read(length))
        self.send_response(204)
        self.end_headers()
        self.server.answered.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
