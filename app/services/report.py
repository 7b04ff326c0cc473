# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report of a run: what became of each file (schema 1 of the fixed contracts)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app import __version__, messages
from app.i18n import Language
from app.jobs.request import JobError
from converters.document.notices import Notice, NoticeKind, Severity
from converters.errors import ErrorCode
from converters.files import write_whole

SCHEMA = 1


class Status(StrEnum):
    """The outcome of a file."""

    CONVERTED = "converted"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Remark:
    """A notice as it stands in a report."""

    kind: str
    count: int
    where: str
    detail: str = ""

    @property
    def things(self) -> int:
        """How many things it names: the lost letters of one place are one."""
        return 1 if self.kind == NoticeKind.UNACCOUNTED else self.count

    @classmethod
    def of(cls, notice: Notice) -> Remark:
        """Take a notice over."""
        return cls(notice.kind.value, notice.count, notice.where, notice.detail)


@dataclass(frozen=True, slots=True)
class Failure:
    """The failure of a file: its cause as a sentence in either language."""

    name: str
    """Of the file, without its folder."""
    error: JobError

    @property
    def code(self) -> ErrorCode:
        """The stable name of the cause."""
        return self.error.code

    def cause(self, language: Language) -> str:
        """What is wrong."""
        return messages.cause_and_action(self.code, self.error.params, language)[0]

    def action(self, language: Language) -> str:
        """What to do about it."""
        return messages.cause_and_action(self.code, self.error.params, language)[1]

    def window_action(self, language: Language) -> str:
        """What to do about it in the window, where options of commands mean nothing."""
        return messages.window_action(self.code, self.error.params, language)

    def sentence(self, language: Language) -> str:
        """File, cause and what to do, on one line."""
        return messages.error_sentence(self.name, self.code, self.error.params, language)

    def to_json(self) -> dict[str, str]:
        """Return the ``error`` object of the report."""
        ko, en = self.sentence(Language.KOREAN), self.sentence(Language.ENGLISH)
        return {"code": self.code.value, "ko": ko, "en": en}


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One file of a report; the names are those of the JSON."""

    input: str
    status: Status
    sha256: str = ""
    format: str = ""
    format_version: str = ""
    outputs: tuple[str, ...] = ()
    seconds: float = 0.0
    peak_rss_mib: int = 0
    """0 where nobody measured it."""
    pages: int | None = None
    title: str = ""
    language: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    losses: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()
    balance: dict[str, Any] | None = None
    """Where the letters went; None where they were not counted (CONTRACTS: balance)."""
    error: Failure | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the item as the JSON object of the report."""
        shown = asdict(replace(self, error=None))
        shown["error"] = self.error.to_json() if self.error else None
        return shown

    @classmethod
    def from_json(
        cls, stored: dict[str, Any], params: dict[str, str | int] | None = None
    ) -> ReportItem:
        """Rebuild the item that ``to_json`` wrote.

        Args:
            stored: the item.
            params: those of its error's sentences; None where only a finished file will do.

        Raises:
            KeyError, TypeError, ValueError: it is not such an item.
        """
        values = dict(stored)
        error = values["error"]
        values["error"] = None
        if error is not None:
            if params is None:
                raise ValueError("a failed file is not finished")
            name = Path(values["input"]).name
            values["error"] = Failure(name, JobError(ErrorCode(error["code"]), params))
        values["status"] = Status(values["status"])
        values["outputs"] = tuple(values["outputs"])
        for name in ("losses", "notices"):
            values[name] = tuple(Remark(**remark) for remark in values[name])
        return cls(**values)


def remarks_of(notices: Iterable[Notice]) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """Return (losses, other notices)."""
    losses: list[Remark] = []
    others: list[Remark] = []
    for notice in notices:
        kept = losses if notice.severity is Severity.LOSS else others
        kept.append(Remark.of(notice))
    return tuple(losses), tuple(others)


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a whole run."""

    started: datetime
    finished: datetime
    items: tuple[ReportItem, ...]

    def count(self, status: Status) -> int:
        """How many files ended as ``status``."""
        return sum(item.status is status for item in self.items)

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {
            "schema": SCHEMA,
            "hanji": __version__,
            "started": _moment(self.started),
            "finished": _moment(self.finished),
            "items": [item.to_json() for item in self.items],
        }

    def to_text(self) -> str:
        """Return the report as JSON text."""
        return json.dumps(self.to_json(), ensure_ascii=False, indent=1) + "\n"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def write_report(target: Path, report: Report) -> None:
    """Write ``report`` so that ``target`` is either the old or the whole new file.

    Raises:
        OSError: it cannot be written.
    """
    # A path that is no UTF-8 holds lone surrogates; as \\udcxx they are valid JSON.
    write_whole(target, report.to_text().encode("utf-8", "backslashreplace"))
