# SPDX-License-Identifier: AGPL-3.0-or-later
"""Folders that are not mounted, named by a URL and reached through fsspec.

Documents are fetched into a spool folder of this machine and books are put back from there, so that
readers and writers know files only. What was fetched once and has not changed there is not fetched
again. A file at the other side that we did not make is never replaced.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from app.errors import AppError, UsageError
from app.i18n import mark
from app.paths import data_folder
from app.services import file_names
from app.services.intake import FoundFile
from app.services.output_index import FOLDER, OutputIndex
from app.services.url import Url
from converters.files import sha256_of
from converters.formats import DOCUMENT_SUFFIXES

_MOST_BYTES = 2 << 30
"""Of one document; readers take less."""
_KEPT = "fetched.json"
_INDEX = "index.jsonl"
_NO_URL = mark("“{url}” is no folder that can be reached: {detail}.")
_NOT_INSTALLED = mark("“{url}” needs a part that is not installed ({detail}).")
_TROUBLE = mark("“{url}” cannot be read or written: {detail}. What is done here stays here.")


class RemoteTrouble(AppError):
    """The error of a remote folder that does not answer, or refuses."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Documents that were fetched into the spool."""

    files: tuple[FoundFile, ...]
    ignored: int
    """Files at the other side that are no documents by their ending, or too large."""


@dataclass(frozen=True, slots=True)
class Published:
    """Books that were put into the remote folder, and those that were not."""

    put: int
    there: int
    """The same bytes were there."""
    foreign: tuple[str, ...]
    """Names that something stands at which we did not make; it was left alone."""


class RemoteFolder:
    """A folder, or a single file, at a URL.

    Raises:
        UsageError: the URL names nothing that fsspec knows here.
    """

    def __init__(self, url: Url) -> None:
        self.url = url
        try:
            import fsspec
        except ImportError as error:
            raise UsageError(_NOT_INSTALLED, url=url.text, detail=str(error)) from error
        if "::" in url.text:
            raise UsageError(_NO_URL, url=url.text, detail="::")
        try:
            with self._answering():
                self._fs, self._root = fsspec.url_to_fs(url.text)
        except ImportError as error:
            raise UsageError(_NOT_INSTALLED, url=url.text, detail=str(error)) from error
        except (ValueError, TypeError) as error:
            raise UsageError(_NO_URL, url=url.text, detail=str(error)) from error

    @property
    def spool(self) -> Path:
        """The folder of this machine that stands for it."""
        return data_folder() / "remote" / sha256(self.url.text.encode()).hexdigest()[:16]

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except (ImportError, ValueError, TypeError, AppError):
            raise
        except Exception as error:  # each file system raises what its library raises
            detail = str(error).strip().splitlines()[0] if str(error).strip() else ""
            raise RemoteTrouble(
                _TROUBLE, url=self.url.text, detail=detail or type(error).__name__
            ) from error

    # ------------------------------------------------------------ documents come in

    def fetch(self, skipped: RemoteFolder | None = None) -> Fetched:
        """Bring all documents into the spool.

        Args:
            skipped: the folder of the books, which may lie in this one.

        Raises:
            RemoteTrouble: it cannot be read.
            OSError: there is no room here.
        """
        kept = self._kept()
        files: list[FoundFile] = []
        ignored = 0
        seen: dict[str, str] = {}
        for path, info in self._listing():
            relative = self._relative(path)
            if _is_noise(relative) or (skipped is not None and skipped.holds(path)):
                continue
            suffix = PurePosixPath(relative).suffix.lower()
            if suffix not in DOCUMENT_SUFFIXES or int(info.get("size") or 0) > _MOST_BYTES:
                ignored += 1
                continue
            place = self._place(relative, seen)
            target = self.spool / "in" / place
            state = self._state(path)
            if kept.get(place) != state or not target.is_file():
                self._download(path, target)
            seen[place] = state
            files.append(FoundFile(target, Path(place).parent, self._url_of(relative)))
        self._keep(seen)
        return Fetched(tuple(files), ignored)

    def holds(self, path: str) -> bool:
        """Whether a path of the same file system lies in this folder."""
        return path == self._root or path.startswith(self._root.rstrip("/") + "/")

    def _listing(self) -> list[tuple[str, dict[str, Any]]]:
        with self._answering():
            if not self._fs.exists(self._root):
                raise FileNotFoundError(self.url.text)
            found: dict[str, dict[str, Any]] = self._fs.find(self._root, detail=True)
        return sorted((path, info) for path, info in found.items() if info.get("type") == "file")

    def _relative(self, path: str) -> str:
        below = path.removeprefix(self._root.rstrip("/")).lstrip("/")
        return below or PurePosixPath(path).name

    def _url_of(self, relative: str) -> str:
        name = PurePosixPath(self.url.text).name
        return self.url.text if relative == name else f"{self.url.text}/{relative}"

    def _place(self, relative: str, taken: Iterable[str]) -> str:
        """Return a path below the spool that every system can hold."""
        *folders, name = PurePosixPath(relative).parts
        suffix = PurePosixPath(name).suffix
        clean = [file_names.safe_stem(part) for part in folders]
        stem = file_names.safe_stem(name.removesuffix(suffix))
        place = "/".join((*clean, stem + suffix))
        number = 2
        while place in taken:
            place = "/".join((*clean, f"{stem} ({number}){suffix}"))
            number += 1
        return place

    def _state(self, path: str) -> str:
        with self._answering():
            return str(self._fs.ukey(path))

    def _download(self, path: str, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        with self._answering():
            self._fs.get_file(path, str(part))
        part.replace(target)

    def _kept(self) -> dict[str, str]:
        try:
            found = json.loads((self.spool / _KEPT).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _keep(self, seen: dict[str, str]) -> None:
        self.spool.mkdir(parents=True, exist_ok=True)
        part = self.spool / (_KEPT + ".part")
        part.write_text(json.dumps(seen, ensure_ascii=False, sort_keys=True), "utf-8")
        part.replace(self.spool / _KEPT)

    # ------------------------------------------------------------ books go out

    @property
    def books(self) -> Path:
        """The local folder of books that are to be put there."""
        return self.spool / "out"

    def prepare(self) -> None:
        """Bring the index of earlier runs here: what they made there keeps its name.

        Raises:
            RemoteTrouble: it cannot be read.
        """
        there = f"{self._root}/{FOLDER}/{_INDEX}"
        here = self.books / FOLDER / _INDEX
        with self._answering():
            if self._fs.exists(there):
                self._download(there, here)

    def publish(self, outputs: Iterable[Path]) -> Published:
        """Put books there, each beside its place and then renamed.

        Args:
            outputs: files below ``books``.

        Raises:
            RemoteTrouble: it cannot be written.
        """
        put = there = 0
        foreign: list[str] = []
        owned = self._owned()
        for output in outputs:
            relative = output.relative_to(self.books).as_posix()
            target = f"{self._root}/{relative}"
            with self._answering():
                if self._fs.exists(target):
                    found = self._digest(target)
                    if found == sha256_of(output):
                        there += 1
                        continue
                    if (relative, found) not in owned:
                        foreign.append(relative)
                        continue
                    self._fs.rm_file(target)
                self._put(output, target)
            put += 1
        index = self.books / FOLDER / _INDEX
        if index.is_file():
            with self._answering():
                target = f"{self._root}/{FOLDER}/{_INDEX}"
                if self._fs.exists(target):
                    self._fs.rm_file(target)
                self._put(index, target)
        return Published(put, there, tuple(foreign))

    def _owned(self) -> set[tuple[str, str]]:
        """Return name and hash of all that runs have made."""
        return set(OutputIndex(self.books).made())

    def _digest(self, path: str) -> str:
        found = sha256()
        with self._fs.open(path, "rb") as source:
            while piece := source.read(1 << 20):
                found.update(piece)
        return found.hexdigest()

    def _put(self, source: Path, target: str) -> None:
        parent = target.rsplit("/", 1)[0]
        part = f"{parent}/.hanji-{os.getpid()}-{PurePosixPath(target).name}.part"
        self._fs.makedirs(parent, exist_ok=True)
        try:
            self._fs.put_file(str(source), part)
            self._fs.mv(part, target)
        except BaseException:
            with contextlib.suppress(Exception):
                self._fs.rm_file(part)
            raise


def _is_noise(relative: str) -> bool:
    return any(part.startswith((".", "~$", "~WRL")) for part in PurePosixPath(relative).parts)
