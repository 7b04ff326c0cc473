# SPDX-License-Identifier: AGPL-3.0-or-later
"""A signature is kept beside the book, in its metadata, in the folder's index and in the ledger."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.errors import AppError
from app.i18n import Language
from app.ledger.records import Publication
from app.services.book.certificate import to_pdf
from app.services.book.confirmation import Confirmation, confirmation_path, read_confirmation
from app.services.book.publishing import CheckedState, answer_of
from app.services.book.signing import Signing, sign_book
from app.services.costing.editions import enter_editions
from app.services.costing.ledger import open_ledger
from app.services.output_index import OutputIndex
from converters.epub.claim import CONFORMITY
from converters.files import sha256_of
from tests.app.command import hanji
from tests.conftest import SAMPLES


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("HANJI_DATABASE", raising=False)
    return tmp_path / "books"


def made(folder: Path) -> tuple[Path, dict]:
    done = hanji("convert", SAMPLES / "hanji-white-paper.hwp", "--out", folder, "--report", "-")
    return folder / "hanji-white-paper.epub", json.loads(done.out)["items"][0]


def signing(book: Path, *, is_claim: bool = True) -> Signing:
    counts = {"error": 0, "warning": 2, "note": 5}
    return Signing(
        "홍길동", "기획예산과", sha256_of(book), {"title": "held-by-machine"}, counts, is_claim
    )


def opf(book: Path) -> str:
    return zipfile.ZipFile(book).read("EPUB/package.opf").decode()


def test_a_signed_book_claims_it_and_is_kept_by_the_next_run(own_folders):
    book, _ = made(own_folders)
    assert "conformsTo" not in opf(book)
    signed = sign_book(book, Confirmation(), signing(book), own_folders)
    signature = read_confirmation(book).signature
    assert signature == signed.confirmation.signature
    assert (signature.by, signature.claim, signature.findings["warning"]) == (
        "홍길동",
        CONFORMITY,
        2,
    )
    assert signature.sha256 == sha256_of(book)
    assert "홍길동 (기획예산과)" in opf(book)
    assert made(own_folders)[1]["status"] == "unchanged"
    assert CONFORMITY in opf(book)
    assert OutputIndex(own_folders).is_ours(book)
    hanji("convert", SAMPLES / "hanji-white-paper.hwp", "--out", own_folders, "--force")
    assert "conformsTo" not in opf(book)
    assert read_confirmation(book).signature.sha256 != sha256_of(book)


def test_who_leaves_the_claim_out_signs_the_very_book(own_folders):
    book, _ = made(own_folders)
    before = book.read_bytes()
    signed = sign_book(book, Confirmation(), signing(book, is_claim=False), own_folders)
    assert book.read_bytes() == before
    assert (signed.claim, signed.entry) == ("", None)


def test_the_ledgers_edition_says_who_signed_and_what_the_check_said(own_folders):
    book, item = made(own_folders)
    with open_ledger(name="김") as ledger:
        ledger.add([Publication("00-0000000-000000-00", "시정 백서", "A")])
        from app.services.report import ReportItem

        enter_editions(ledger, [ReportItem.from_json(item)], date(2026, 11, 30))
        (old,) = (ledger.record(2),)
    unsigned = sha256_of(book)
    signed = sign_book(book, Confirmation(), signing(book), own_folders)
    with open_ledger(name="김") as ledger:
        edition = ledger.record(signed.entry)
        assert edition.signed_by == "홍길동 (기획예산과)"
        assert edition.signed == signed.confirmation.signature.when
        assert "warning 2" in edition.checked
        assert CONFORMITY in edition.checked
        assert edition.book == sha256_of(book) != unsigned
        assert replace(edition, book=unsigned, signed_by="", signed="", checked="") == old
        assert ledger.entry_of_book(unsigned) is None
        assert ledger.verify().ok
    again = sign_book(book, signed.confirmation, signing(book, is_claim=False), own_folders)
    with open_ledger(name="김") as ledger:
        assert ledger.record(again.entry).signed_by == "홍길동 (기획예산과)"


def test_a_book_that_was_changed_meanwhile_is_not_signed(own_folders):
    book, _ = made(own_folders)
    asked = signing(book)
    book.write_bytes(book.read_bytes() + b" ")
    with pytest.raises(AppError):
        sign_book(book, Confirmation(), asked, own_folders)
    assert not confirmation_path(book).exists()


def test_the_certificate_says_what_the_book_claims(own_folders):
    book, _ = made(own_folders)
    signed = sign_book(book, Confirmation(), signing(book), own_folders)
    state = CheckedState(sha256_of(book), "백서", (), {}, (), ())
    answer = answer_of(state, signed.confirmation)
    assert answer.signature is not None
    assert CONFORMITY in text_of(to_pdf(state, answer, book.name, Language.KOREAN))


def text_of(pdf: bytes) -> str:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
