# SPDX-License-Identifier: AGPL-3.0-or-later
"""What named persons confirmed of a book: a file beside it (``docs/formats/confirmation.md``).

A confirmed picture is known by its bytes and its words, a heading by its words and level: what is
the same in a book that is made again stays confirmed, and what is not has to be looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app import __version__
from app.services.book.conformity import Standing
from converters.document.findings import Finding
from converters.files import read_ordinary, write_whole

SUFFIX = ".confirmation.json"
SCHEMA = 1
_MOST_BYTES = 16 << 20


class ConfirmationUnreadable(ValueError):
    """A file that holds no confirmations; the message says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said, and when (ISO 8601, UTC)."""

    by: str
    when: str
    standing: str = Standing.CONFIRMED.value
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's word that a book may be published, as it was then."""

    by: str
    office: str
    when: str
    sha256: str
    """Of the book."""
    hanji: str
    """Version of the program that checked it."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What was answered to each item then."""
    findings: Mapping[str, int] = field(default_factory=dict)
    """How many were found then, by grade; what was not a note had been decided."""
    claim: str = ""
    """The standard to which the book's metadata says that it conforms; empty for none."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Everything that persons said of one book."""

    items: Mapping[str, Said] = field(default_factory=dict)
    pictures: Mapping[str, Said] = field(default_factory=dict)
    """By ``picture_key``."""
    headings: Mapping[str, Said] = field(default_factory=dict)
    """By ``heading_key``."""
    findings: Mapping[str, Said] = field(default_factory=dict)
    """Findings that a person decided to leave as they are, by ``finding_key``."""
    signature: Signature | None = None

    def with_said(self, part: str, keys: Iterable[str], said: Said | None) -> Confirmation:
        """Return the same with something said of each of ``keys``; None takes it back.

        Args:
            part: "items", "pictures", "headings" or "findings".
            keys: of what is meant.
            said: by whom, when.
        """
        kept = dict(getattr(self, part))
        for key in keys:
            kept.pop(key, None)
            if said is not None:
                kept[key] = said
        changed: dict[str, Any] = {part: kept}
        return replace(self, **changed)


def picture_key(digest: str, alt: str, *, decorative: bool) -> str:
    """Return the name of a picture with its description."""
    return f"{digest[:32]} {'-' if decorative else alt}"


def heading_key(level: int, text: str) -> str:
    """Return the name of a heading."""
    return f"{level} {text}"


def finding_key(finding: Finding) -> str:
    """Return the name of a finding: what was found, and where."""
    place = finding.place
    # Without words around it, only its number tells one picture from the next.
    where = place.nearby or f"{place.part}#{place.paragraph}"
    return f"{finding.kind.value} {finding.text} @ {where}"


def now() -> str:
    """Return this moment as it stands in a confirmation."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def confirmation_path(book: Path) -> Path:
    """Return where the confirmations of a book are."""
    return book.with_name(book.stem + SUFFIX)


def read_confirmation(book: Path) -> Confirmation:
    """Return what was confirmed of a book; nothing where there is no such file.

    Raises:
        OSError: the file cannot be read.
        ConfirmationUnreadable: it holds none, or some of a later version.
    """
    path = confirmation_path(book)
    if not path.exists():
        return Confirmation()
    return from_bytes(read_ordinary(path))


def keep(confirmation: Confirmation, book: Path) -> None:
    """Write what was confirmed of a book beside it.

    Raises:
        OSError: the file cannot be written.
    """
    write_whole(confirmation_path(book), to_bytes(confirmation))


def sign(
    by: str,
    office: str,
    sha256: str,
    answers: Mapping[str, str],
    findings: Mapping[str, int] | None = None,
) -> Signature:
    """Return the signature of a person of this moment."""
    return Signature(by, office, now(), sha256, __version__, dict(answers), dict(findings or {}))


def signed(confirmation: Confirmation, signature: Signature) -> Confirmation:
    """Return the same with a signature, in place of an earlier one."""
    return replace(confirmation, signature=signature)


def to_bytes(confirmation: Confirmation) -> bytes:
    """Return the file; equal confirmations give equal bytes."""
    tree = {"schema": SCHEMA, **asdict(confirmation)}
    return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def from_bytes(data: bytes) -> Confirmation:
    """Return the confirmations of a file.

    Raises:
        ConfirmationUnreadable: it holds none.
    """
    try:
        if len(data) > _MOST_BYTES:
            raise ConfirmationUnreadable("too large")
        tree = json.loads(data)
        if tree.get("schema") != SCHEMA:
            raise ConfirmationUnreadable(f"“schema” is not {SCHEMA}")
        signed = tree.get("signature")
        return Confirmation(
            **{
                part: {
                    str(key): Said(**{name: str(value) for name, value in said.items()})
                    for key, said in tree.get(part, {}).items()
                }
                for part in ("items", "pictures", "headings", "findings")
            },
            signature=Signature(**signed) if signed else None,
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ConfirmationUnreadable(str(error)) from error
