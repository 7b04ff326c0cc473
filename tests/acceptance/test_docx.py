# SPDX-License-Identifier: AGPL-3.0-or-later
"""DOCX documents become valid books that hold their words; the others are refused by name."""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from converters import pipeline
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.rules import broken_rules
from converters.epub.writer import write_book
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from tests.acceptance.docx_recall import Recall, book_words, compare, source_words
from tests.checkers import epubcheck
from tests.conftest import CORPUS

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

DOCX = CORPUS / "docx"
PEERS = CORPUS.parent / "tools" / "docx-peers.tsv"
_LEAST = 0.999
_LOST = {NoticeKind.UNREADABLE_IMAGE, NoticeKind.MISSING_IMAGE}

ENCRYPTED = {
    "apache+poi/0064_bug53475-password-is-pass.docx",
    "apache+poi/0065_bug53475-password-is-solrcell.docx",
    "apache+tika/0010_protected_normal_case.docx",
    "apache+tika/0011_protected_upper_case.docx",
    "dotnet+Open-XML-SDK/0290_document_with_password.docx",
}
PASSWORDS = {
    "apache+poi/0064_bug53475-password-is-pass.docx": "pass",
    "apache+poi/0065_bug53475-password-is-solrcell.docx": "solrcell",
}
# Cut off or fuzzed: archives without the list of their files.
DAMAGED = {
    "apache+poi/0076_clusterfuzz-testcase-minimized-POIFuzzer-6709287337197568.docx",
    "apache+poi/0077_clusterfuzz-testcase-minimized-POIXWPFFuzzer-4791943399604224.docx",
    "apache+poi/0078_clusterfuzz-testcase-minimized-POIXWPFFuzzer-4959857092198400.docx",
    "apache+poi/0079_clusterfuzz-testcase-minimized-POIXWPFFuzzer-5166796835258368.docx",
    "apache+poi/0081_clusterfuzz-testcase-minimized-POIXWPFFuzzer-5564805011079168.docx",
    "apache+poi/0083_clusterfuzz-testcase-minimized-POIXWPFFuzzer-6061520554164224.docx",
    "apache+poi/0088_crash-517626e815e0afa9decd0ebb6d1dee63fb9907dd.docx",
    "apache+poi/0114_truncated62886.docx",
}
REFUSED = dict.fromkeys(ENCRYPTED, "encrypted") | dict.fromkeys(DAMAGED, "damaged")

_SYMBOLS = "characters of symbol fonts are printed in Unicode"
_BOXES = "a checked box is printed as ☑, whichever sign the author's font shows"
# Words that a book does not hold as they are written, prompts of content controls apart.
EXCEPTIONS = {
    "apache+poi/0126_stress011.docx": "the author's own mark of a note is printed as its reference",
    "apache+tika/0003_017097.docx": _SYMBOLS,
    "docling-project+docling/0002_docx_checkboxes.docx": _BOXES,
    "dotnet+Open-XML-SDK/0122_comment.docx": _SYMBOLS,
    "dotnet+Open-XML-SDK/0124_footnote.docx": _SYMBOLS,
    "dotnet+Open-XML-SDK/0133_complex0.docx": f"{_SYMBOLS}; control characters are no text",
    "dotnet+Open-XML-SDK/0192_complex0.docx": f"{_SYMBOLS}; control characters are no text",
    "dotnet+Open-XML-SDK/0203_equation-1.docx": "numbers typed before text stand apart as markers of lists",
    "dotnet+Open-XML-SDK/0254_column2.docx": "a private character, read as old Hangul",
    "plutext+docx4j/0076_Word2007-fonts.docx": _SYMBOLS,
    "plutext+docx4j/0095_invoice2013.docx": _BOXES,
}  # fmt: skip


def documents() -> dict[str, Path]:
    return {path.relative_to(DOCX).as_posix(): path for path in sorted(DOCX.rglob("*.docx"))}


@cache
def refusals_and_books() -> tuple[dict[str, str], dict[str, bytes], dict[str, list[str]]]:
    """Return the codes of refusals, the books, and the broken rules of their documents."""
    refused, books, broken = {}, {}, {}
    for name, path in documents().items():
        try:
            document = pipeline.read_document(path, (), DEFAULT_LIMITS, NoticeLog())
        except ConversionError as error:
            refused[name] = error.code.value
            continue
        books[name] = write_book(document).data
        broken[name] = [str(rule) for rule in broken_rules(document)]
    return refused, books, broken


@cache
def recalls() -> dict[str, tuple[Recall, Counter[str]]]:
    """Return what each book holds of its file, and the prompts of the file."""
    found = {}
    for name, book in refusals_and_books()[1].items():
        words = source_words((DOCX / name).read_bytes())
        found[name] = compare(words.printed, book_words(book)), words.prompts
    return found


def test_every_file_is_read_or_refused_for_the_right_reason(figure):
    refused, books, broken = refusals_and_books()
    assert refused == REFUSED
    assert len(books) == len(documents()) - len(REFUSED)
    assert not {name: found for name, found in broken.items() if found}
    codes = ", ".join(f"{count} {code}" for code, count in sorted(Counter(refused.values()).items()))  # fmt: skip
    figure(f"DOCX: {len(books)} books of {len(documents())} files; refused: {codes}")


@pytest.mark.epubcheck
def test_epubcheck_finds_no_error_and_no_warning_in_any_book(tmp_path, figure):
    books = refusals_and_books()[1]
    findings = {
        name: [str(found) for found in epubcheck.check(book, tmp_path)]
        for name, book in books.items()
    }
    assert len(findings) > 400
    assert not {name: found for name, found in findings.items() if found}
    figure(f"DOCX: EPUBCheck {epubcheck.version()}: {len(books)} books, 0 errors, 0 warnings")


def test_every_word_is_in_the_book_or_said_why_not(figure):
    lacking = {
        name: sorted(rest)
        for name, (recall, prompts) in recalls().items()
        if (rest := Counter(recall.missing) - prompts)
    }
    assert lacking.keys() == EXCEPTIONS.keys(), {
        name: words for name, words in lacking.items() if name not in EXCEPTIONS
    }
    found = total = 0
    for recall, prompts in recalls().values():
        asked = sum(len(w) * n for w, n in (Counter(recall.missing) & prompts).items())
        found, total = found + recall.found, total + recall.total - asked
    figure(f"DOCX: {found} of {total} characters of text are in the books, prompts apart")


def test_no_less_text_is_found_than_by_the_best_peer(figure):
    with PEERS.open(encoding="utf-8", newline="") as lines:
        rows = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
    best = {
        name: max(map(float, shares))
        for name, row in rows.items()
        if (shares := [row[key] for key in row if key.endswith("_text_recall") and row[key]])
    }
    compared = [name for name in best if name in recalls()]
    assert len(compared) > 50
    ours = sum(recalls()[name][0].found for name in compared)
    theirs = sum(best[name] * recalls()[name][0].total for name in compared)
    behind = {
        name for name in compared if recalls()[name][0].share < _LEAST * best[name]
    } - EXCEPTIONS.keys()
    figure(f"DOCX: text against the best peer per file: {ours / theirs:.5f} over {len(compared)} files")  # fmt: skip
    assert ours >= _LEAST * theirs
    assert all(recalls()[name][1] for name in behind), behind


def test_documents_with_a_known_password_open():
    for name, password in PASSWORDS.items():
        found = pipeline.inspect(DOCX / name, ("wrong", password))
        assert found.counts["characters"] > 0, name


def parts_of(name: str, *ends: str) -> dict[str, bytes]:
    """Return parts of a document by the end of their names."""
    with zipfile.ZipFile(DOCX / name) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n.lower().endswith(ends)}


def test_strict_ooxml_keeps_its_text(figure):
    strict = [
        name
        for name in recalls()
        if any(
            b"http://purl.oclc.org/ooxml/wordprocessingml" in part
            for part in parts_of(name, "/document.xml").values()
        )
    ]
    lost = {name: recalls()[name][0].missing for name in strict if recalls()[name][0].missing}
    assert strict
    assert not lost.keys() - EXCEPTIONS.keys()
    figure(f"DOCX: strict OOXML: {len(strict)} files, no word lost")


def test_text_of_content_controls_survives(figure):
    """A control that shows its prompt holds no text of the author's."""
    with_controls = [
        name
        for name in recalls()
        if any(b"<w:sdt>" in part for part in parts_of(name, "/document.xml").values())
    ]
    for name in with_controls:
        recall, prompts = recalls()[name]
        assert name in EXCEPTIONS or not Counter(recall.missing) - prompts, name
    assert len(with_controls) > 20
    figure(f"DOCX: content controls: {len(with_controls)} files, no word lost but prompts")


def test_emf_and_wmf_pictures_survive(figure):
    files = pictures = 0
    for name in refusals_and_books()[1]:
        # Thumbnails of the whole document are no pictures in it.
        media = [n for n in parts_of(name, ".emf", ".wmf") if n.startswith("word/")]
        metafiles = {n.rpartition("/")[2] for n in media}
        if not metafiles:
            continue
        log = NoticeLog()
        document = pipeline.read_document(DOCX / name, (), DEFAULT_LIMITS, log)
        assert not {n.kind for n in log.notices()} & _LOST, name
        drawn = [r for r in document.resources.values() if r.name in metafiles]
        assert drawn, name
        assert {r.media_type for r in drawn} <= {"image/png", "image/svg+xml", "image/jpeg"}, name
        files, pictures = files + 1, pictures + len(drawn)
    assert pictures > 100
    figure(f"DOCX: EMF and WMF: {pictures} different pictures of {files} files drawn")
