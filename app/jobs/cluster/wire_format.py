# SPDX-License-Identifier: AGPL-3.0-or-later
"""The wire format of a cluster: messages with a file's bytes, never its path.

The other machine need not see our folders, and what it sends back is placed by us: names that
lead out of the book's folder are refused.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from app import __version__
from app.jobs.limits import WorkerLimits
from app.jobs.request import JobRequest, JobResult
from converters.errors import DamagedSource
from converters.files import read_ordinary


def version() -> str:
    """Return what both sides must have alike: the program, and Python up to its minor number."""
    return f"{__version__}, Python {'.'.join(platform.python_version_tuple()[:2])}"


@dataclass(frozen=True, slots=True)
class JobMessage:
    """The message to a worker: one job with the bytes of its source."""

    version: str
    request: JobRequest
    """Its paths are those of the sender; only their last names count."""
    limits: WorkerLimits
    source: bytes

    @classmethod
    def of(cls, request: JobRequest, limits: WorkerLimits) -> JobMessage:
        """Pack a job.

        Raises:
            OSError: its source cannot be read.
        """
        data = read_ordinary(request.conversion.source)
        return cls(version(), request, replace(limits, write_below=(), read_below=()), data)

    def unpacked(self, folder: Path) -> JobRequest:
        """Write the source below ``folder``; return the job with its paths there.

        Raises:
            OSError: there is no room.
        """
        wanted = self.request.conversion
        source, target = folder / "in" / wanted.source.name, folder / "out" / wanted.target.name
        for path in (source, target):
            path.parent.mkdir()
        source.write_bytes(self.source)
        return replace(self.request, conversion=replace(wanted, source=source, target=target))


@dataclass(frozen=True, slots=True)
class ResultMessage:
    """The message back: how a job ended, and the files that it made."""

    version: str
    result: JobResult | None = None
    """None where the versions differ."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Name below the book's folder, and content."""

    @classmethod
    def of(cls, result: JobResult, target: Path) -> ResultMessage:
        """Pack a result; ``target`` is the book that was to be made.

        Raises:
            OSError: what was made cannot be read.
        """
        made = result.conversion
        if made is None:
            return cls(version(), result)
        files = [
            (path.relative_to(target.parent).as_posix(), path.read_bytes()) for path in made.outputs
        ]
        relative = tuple(Path(name) for name, _ in files)
        kept = replace(result, conversion=replace(made, outputs=relative))
        return cls(version(), kept, tuple(files))

    def placed(self, target: Path) -> dict[Path, bytes]:
        """Return the content of each file by its place here.

        Raises:
            DamagedSource: a name leads out of the book's folder.
        """
        return {_inside(name, target): data for name, data in self.files}


def _inside(name: str, target: Path) -> Path:
    """Return the place of a file: the book itself, or something in a folder named after it."""
    parts = PurePosixPath(name).parts
    stem = target.name.removesuffix(target.suffix)
    strange = any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts)
    if not parts or strange or PurePosixPath(name).is_absolute():
        raise DamagedSource(part="cluster", detail=name)
    if parts != (target.name,) and not (len(parts) > 1 and parts[0].startswith(stem)):
        raise DamagedSource(part="cluster", detail=name)
    return target.parent.joinpath(*parts)
