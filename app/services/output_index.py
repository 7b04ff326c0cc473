# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index of an output folder, ``.hanji/index.jsonl``: what earlier runs finished there.

One line for each finished book, only ever appended to, so that a run that is
cut off at any moment loses at most the line it was writing. The hashes in it
answer two questions: is this input done already, and did we make that file?
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import __version__
from app.services.report import ReportItem, Status
from converters.files import sha256_of

logger = logging.getLogger(__name__)

FOLDER = ".hanji"
_FILE = "index.jsonl"


@dataclass(frozen=True, slots=True)
class FinishedInput:
    """An entry of the index: one finished input and the files made of it."""

    sha256: str
    """Of the input."""
    options: str
    """Fingerprint of everything besides the input that shapes the output."""
    version: str
    """Of the converter."""
    source: str
    """Absolute path of the input at that time."""
    outputs: tuple[tuple[str, str], ...]
    """(path below the output folder with "/", SHA-256); the book itself comes first."""
    item: ReportItem


def _to_line(entry: FinishedInput) -> str:
    stored = {
        "sha256": entry.sha256,
        "options": entry.options,
        "version": entry.version,
        "source": entry.source,
        "outputs": [list(output) for output in entry.outputs],
        "item": entry.item.to_json(),
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n"


def _from_line(line: str) -> FinishedInput | None:
    """Read a line; None for a torn or foreign one."""
    try:
        stored: dict[str, Any] = json.loads(line)
        return FinishedInput(
            stored["sha256"],
            stored["options"],
            stored["version"],
            stored["source"],
            tuple((str(path), str(digest)) for path, digest in stored["outputs"]),
            ReportItem.from_json(stored["item"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _place_of(line: str, word: str) -> str | None:
    try:
        place = json.loads(line)[word]
    except (ValueError, KeyError, TypeError):
        return None
    return place if isinstance(place, str) else None


class OutputIndex:
    """The index of one output folder. Safe to use from several threads.

    Args:
        out_folder: the folder of the books; neither it nor the index need to exist yet.
    """

    def __init__(self, out_folder: Path) -> None:
        self._out_folder = out_folder
        self._file = out_folder / FOLDER / _FILE
        self._lock = threading.Lock()
        self._done: dict[tuple[str, str, str], FinishedInput] = {}
        self._made: dict[str, FinishedInput] = {}
        self._claimed: set[str] = set()
        self._torn = False
        self._load()

    def _load(self) -> None:
        try:
            text = self._file.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return
        except OSError as error:
            logger.warning("index not readable: %s", error)
            return
        self._torn = bool(text) and not text.endswith("\n")
        # Not splitlines(): titles may hold U+2028, which JSON leaves as it is.
        for line in filter(None, text.split("\n")):
            entry = _from_line(line)
            if entry is not None:
                self._keep(entry)
            elif (claimed := _place_of(line, "claim")) is not None:
                self._claimed.add(claimed)
            elif (released := _place_of(line, "release")) is not None:
                self._claimed.discard(released)
            else:
                logger.info("index: a line was left out")

    def _keep(self, entry: FinishedInput) -> None:
        for path, _ in entry.outputs:
            self._made[path] = entry
            self._claimed.discard(path)
            self._done[entry.sha256, entry.options, path] = entry

    def made(self) -> Iterator[tuple[str, str]]:
        """Yield path and SHA-256 of every file that runs made, also of earlier ones in a place."""
        for entry in self._done.values():
            yield from entry.outputs

    def latest(self) -> list[FinishedInput]:
        """Return the entry of each book that stands in its place, in the order of their places."""
        found = {entry.outputs[0][0]: entry for entry in self._made.values() if entry.outputs}
        return [found[place] for place in sorted(found)]

    def place(self, relative: str) -> Path:
        """Return where a file of the index lies."""
        return (self._out_folder / relative).absolute()

    def owner_of(self, relative: str) -> str | None:
        """Return the source whose book ``relative`` last was, or None."""
        entry = self._made.get(relative)
        return entry.source if entry else None

    def find(self, sha256: str, options: str, target: Path) -> FinishedInput | None:
        """Return the entry for an input that is done and whose outputs are all still intact."""
        entry = self._done.get((sha256, options, self._relative(target)))
        if entry is None or entry.version != __version__:
            return None
        return entry if self._is_intact(entry) else None

    def unchanged_item(self, entry: FinishedInput, given: str) -> ReportItem:
        """Return the report's item for an input that is done; the folder may have moved since."""
        outputs = tuple(str(self._out_folder / path) for path, _ in entry.outputs)
        return replace(
            entry.item,
            input=given,
            status=Status.UNCHANGED,
            outputs=outputs,
            seconds=0.0,
            peak_rss_mib=0,
        )

    def _is_intact(self, entry: FinishedInput) -> bool:
        for path, digest in entry.outputs:
            try:
                if sha256_of(self._out_folder / path) != digest:
                    return False
            except OSError:
                return False
        return True

    def is_ours(self, target: Path) -> bool:
        """Tell whether the file at ``target`` is, byte for byte, one that we made."""
        relative = self._relative(target)
        if relative in self._claimed:
            # Nothing stood there when a run claimed the place, and that run was cut off.
            return True
        entry = self._made.get(relative)
        if entry is None:
            return False
        try:
            return dict(entry.outputs)[relative] == sha256_of(target)
        except OSError:
            return False

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._out_folder).as_posix()

    def add(
        self, sha256: str, options: str, source: Path, outputs: Iterable[Path], item: ReportItem
    ) -> None:
        """Record a finished input and make sure that it is on the disk.

        Raises:
            OSError: an output cannot be read or the index not written.
        """
        hashed = tuple((self._relative(path), sha256_of(path)) for path in _files_of(outputs))
        entry = FinishedInput(sha256, options, __version__, str(source.absolute()), hashed, item)
        self._append(_to_line(entry))
        with self._lock:
            self._keep(entry)

    def claim(self, target: Path) -> None:
        """Note that a book is about to be written at ``target``, where it may be written.

        A run that is ended between the book's last byte and its entry would otherwise
        leave a file that nobody seems to have made.

        Raises:
            OSError: the index cannot be written.
        """
        relative = self._relative(target)
        self._append(json.dumps({"claim": relative}, ensure_ascii=False) + "\n")
        with self._lock:
            self._claimed.add(relative)

    def release(self, target: Path) -> None:
        """Take a claim back where no book came of it."""
        relative = self._relative(target)
        with contextlib.suppress(OSError):
            self._append(json.dumps({"release": relative}, ensure_ascii=False) + "\n")
        with self._lock:
            self._claimed.discard(relative)

    def _append(self, line: str) -> None:
        with self._lock:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open(
                "a", encoding="utf-8", errors="backslashreplace", newline="\n"
            ) as stream:
                # A torn last line must not swallow the one that follows; a full disk may tear
                # this one.
                torn, self._torn = self._torn, True
                stream.write(("\n" if torn else "") + line)
                stream.flush()
                os.fsync(stream.fileno())
            self._torn = False


def _files_of(outputs: Iterable[Path]) -> list[Path]:
    """Return the files among ``outputs`` and in the folders among them, in order."""
    found: list[Path] = []
    for output in outputs:
        if output.is_dir():
            found.extend(path for path in sorted(output.rglob("*")) if path.is_file())
        else:
            found.append(output)
    return found
