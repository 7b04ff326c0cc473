# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "sign this book": the signature beside it, its claim inside of it, its ledger entry.

A claim changes the book, so it is written first and the signature holds for what came of it. The
index of the folder knows the signed book afterwards: a run that finds the document unchanged keeps it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from app import settings
from app.errors import AppError
from app.i18n import mark
from app.jobs import worker
from app.jobs.answer_file import write_answer
from app.jobs.request import JobRequest, JobResult
from app.ledger.records import Edition
from app.messages import os_reason
from app.services.book import confirmation as confirmations
from app.services.book.confirmation import Confirmation, Signature
from app.services.confined_reading import answered
from app.services.output_index import OutputIndex
from app.services.output_lock import hold_at_once
from converters.epub.claim import CONFORMITY, Claim, with_claim
from converters.files import read_ordinary, sha256_of, write_whole

_CHANGED = mark("The book “{name}” is another one than the one that was checked. Open it again.")
_UNWRITABLE = mark("The signed book cannot be written: {detail}.")
_CLAIMED = "claimed.epub"


@dataclass(frozen=True, slots=True)
class Signing:
    """A person's word about a book, before anything is written."""

    by: str
    office: str
    sha256: str
    """Of the book that was checked."""
    answers: Mapping[str, str]
    findings: Mapping[str, int]
    """By grade."""
    is_claim: bool
    """Whether the book is to say that it conforms to ``CONFORMITY``."""

    @property
    def who(self) -> str:
        """The person with the department."""
        return f"{self.by} ({self.office})" if self.office else self.by


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of it."""

    confirmation: Confirmation
    entry: int | None
    """Of the ledger; None where no ledger has the book."""
    entry_trouble: AppError | None = None
    """Why the ledger's entry stays as it was."""

    @property
    def claim(self) -> str:
        """The standard to which the book says now that it conforms; empty for none."""
        signature = self.confirmation.signature
        return signature.claim if signature else ""


def sign_book(book: Path, said: Confirmation, signing: Signing, out_folder: Path) -> Signed:
    """Sign a book; all is as before where it cannot be.

    Args:
        book: below ``out_folder``.
        said: what was confirmed of it.
        signing: the person's word.
        out_folder: that has the index.

    Raises:
        AppError: it cannot be signed; the message says why.
    """
    root = out_folder.absolute()
    try:
        with hold_at_once(root):
            kept, signature = _written(book, said, signing, root)
    except OSError as error:
        raise AppError(_UNWRITABLE, detail=os_reason(error)) from error
    try:
        return Signed(kept, _enter(signing, signature))
    except AppError as error:
        return Signed(kept, None, error)


def _written(
    book: Path, said: Confirmation, signing: Signing, out_folder: Path
) -> tuple[Confirmation, Signature]:
    """Write what was signed beside the book, and its claim into it."""
    if sha256_of(book) != signing.sha256:
        raise AppError(_CHANGED, name=book.name)
    signature = confirmations.sign(
        signing.by, signing.office, signing.sha256, signing.answers, signing.findings
    )
    if not signing.is_claim:
        kept = confirmations.signed(said, signature)
        confirmations.keep(kept, book)
        return kept, signature
    data = _claimed(book, Claim(signing.who, signature.when), signing.sha256)
    digest = hashlib.sha256(data).hexdigest()
    signature = replace(signature, sha256=digest, claim=CONFORMITY)
    # The signature first: a book without the word of a person must not bear a claim.
    kept = confirmations.signed(said, signature)
    confirmations.keep(kept, book)
    write_whole(book, data)
    _index(OutputIndex(out_folder), book)
    return kept, signature


def _index(index: OutputIndex, book: Path) -> None:
    """Let the index know the signed book in the place of the one that a run made."""
    for entry in index.latest():
        places = [index.place(path) for path, _ in entry.outputs]
        if places[0] == book.absolute():
            index.add(entry.sha256, entry.options, Path(entry.source), places, entry.item)


# ---------------------------------------------------------------- the claim


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A worker's answer: of which book it made the one that lies beside."""

    sha256: str


def _claimed(book: Path, claim: Claim, sha256: str) -> bytes:
    """Return the book with a claim, as a confined worker wrote it."""
    with answered(
        book, partial(claim_in_worker, claim=json.dumps(asdict(claim))), _Claimed
    ) as said:
        if said.answer.sha256 != sha256:
            raise AppError(_CHANGED, name=book.name)
        return read_ordinary(said.folder / _CLAIMED)


def claim_in_worker(request: JobRequest, claim: str) -> JobResult:
    """Write a book with a claim (JSON) beside the answer, in a worker."""
    return worker.guarded(request, partial(_claim, claim=Claim(**json.loads(claim))))


def _claim(request: JobRequest, claim: Claim) -> None:
    job = request.conversion
    data = read_ordinary(job.source)
    made = with_claim(data, claim)
    job.target.with_name(_CLAIMED).write_bytes(made)
    write_answer(job.target, _Claimed(hashlib.sha256(data).hexdigest()))


# ---------------------------------------------------------------- the ledger


def _enter(signing: Signing, signature: Signature) -> int | None:
    """Say in the ledger who signed the edition; None where there is none of this book."""
    if not settings.is_ledger_kept():
        return None
    # The ledger's libraries come with the first signature.
    from app.services.costing.ledger import Right, open_ledger

    with open_ledger() as ledger:
        if Right.ENTER not in ledger.rights:
            return None
        entry = ledger.entry_of_book(signing.sha256)
        old = ledger.record(entry) if entry is not None else None
        if entry is None or not isinstance(old, Edition):
            return None
        record = replace(
            old,
            book=signature.sha256,
            signed_by=signing.who,
            signed=signature.when,
            checked=checked_words(signature),
        )
        if record.key == old.key:
            return ledger.correct(entry, record)
        return ledger.replace(entry, record)


def checked_words(signature: Signature) -> str:
    """Return a check's result as it stands in a ledger: version, findings, items, claim."""
    found = ", ".join(f"{grade} {n}" for grade, n in signature.findings.items())
    items = f"{len(signature.answers)} items"
    parts = [f"Hanji {signature.hanji}", found, items, signature.claim]
    return "; ".join(filter(None, parts))
