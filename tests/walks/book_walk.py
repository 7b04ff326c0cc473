# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a document to a signed certificate, by mouse and keyboard alone.

``python -m tests.walks.book_walk [FOLDER]`` walks ten real documents of four formats in Korean and
keeps a photograph of each step in FOLDER/NAME/.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from app import i18n
from app.i18n import Language, tr, trn
from converters.epub.claim import CONFORMITY
from tests.conftest import SAMPLES
from tests.layout.test_layout import REPOSITORY
from tests.walks.person import NothingHappens, Person

CORPUS = REPOSITORY.parent / "shared" / "corpus"
TEN = (
    SAMPLES / "hanji-white-paper.hwp",
    CORPUS / "hwp/ai-screams+HwpForge/tests/fixtures/tables/table_20_real_world_ministry_style.hwp",
    CORPUS / "hwp/ohah+hwpjs/crates/hwp-core/tests/fixtures/noori.hwp",
    SAMPLES / "hanji-notice.hwpx",
    CORPUS / "hwpx/postmelee+alhangeul-macos/samples/hwpx/2025년_1분기_해외직접투자_보도자료f.hwpx",
    CORPUS / "hwpx/kwakseongjae+auto-hwp/corpus/hwpx/form-01.hwpx",
    SAMPLES / "hanji-guidebook.docx",
    CORPUS / "docx/apache+poi/0000_bar-chart-template.docx",
    CORPUS / "pdf-korean/pdfs/ks000.pdf",
    CORPUS / "pdf-korean/pdfs/ks018.pdf",
)
"""Of each of the four formats at least two, with what ordinary documents have."""
NAME, OFFICE = "홍길동", "기획예산과"
_MOST_STEPS = 150


def to_certificate(person: Person, document: Path) -> Path:
    """Make a book of a document, mend it, answer for it, sign it; return the certificate."""
    source = person.home / f"document{document.suffix}"
    shutil.copy(document, source)
    person.start()
    person.click(tr("Choose files…"))
    person.choose_file(source)
    person.click(tr("Start"))
    person.sees(trn("{n} book finished", "{n} books finished", 1))
    person.photograph("made")
    person.click(tr("Open the book"))
    _checked(person)
    person.photograph("opened")
    person.press("ctrl+6")
    person.enter(tr("Your name"), NAME)
    person.enter(tr("Department"), OFFICE)
    person.photograph("named")
    _describe_pictures(person)
    _decide_findings(person)
    person.press("ctrl+Return")
    person.sees(tr("The book was made again."))
    _checked(person)
    _decide_findings(person)
    person.photograph("decided")
    _answer_items(person)
    person.photograph("answered")
    person.click(tr("Sign"))
    person.waits_for(person.modal, "nobody asks whether it is to be signed")
    person.photograph("to-be-signed")
    person.click(tr("Sign"))
    person.sees(tr("It may be published."))
    person.photograph("signed")
    certificate = person.home / "certificate.pdf"
    person.press("ctrl+s")
    person.choose_file(certificate)
    person.waits_for(certificate.exists, "no certificate is written")
    person.photograph("certified")
    person.quit()
    return certificate


def _checked(person: Person) -> None:
    person.waits_for(
        lambda: (
            not person.glances(tr("The checks are at work …"))
            and not person.glances(tr("Being made …"))
        ),
        "the checks do not end",
    )
    # What stands on pictures, and other programs, come after.
    time.sleep(1.5)


def _describe_pictures(person: Person) -> None:
    person.press("ctrl+3")
    time.sleep(0.5)
    left = max(trn("{n} without words", "{n} without words", 1).split("1"), key=len)
    for _ in range(_MOST_STEPS):
        if not person.glances(left):
            break
        person.enter(tr("Alternative text"), "도표")
        person.press("Return")
    person.photograph("pictures")


def _decide_findings(person: Person) -> None:
    """Hide what must not be published, and decide on the rest, row by row."""
    person.press("ctrl+1")
    person.press("Home")
    for _ in range(_MOST_STEPS):
        if person.can(tr("Leave all of this kind")):
            person.click(tr("Leave all of this kind"))
            time.sleep(0.1)
            continue
        if person.can(tr("Hide all of this kind")) and not person.can(tr("Leave it so")):
            person.press("ctrl+h")
        before = person.row()
        person.press("F8")
        if person.row() == before:
            return


def _answer_items(person: Person) -> None:
    person.press("ctrl+6")
    person.press("Home")
    for _ in range(_MOST_STEPS):
        if person.glances(tr("Only a signature is missing.")):
            return
        before = person.row()
        if person.can(tr("Look at them one by one")) or person.can(tr("It holds")):
            person.press("Return")
            time.sleep(0.15)
            while person.modal():
                person.press("Return")
                time.sleep(0.05)
        # An answer leads to the next open item by itself.
        at, count = person.row()
        if (at, count) == before:
            person.press("Home" if at + 1 >= count else "Down")
    raise NothingHappens("the items are never all answered")


def claims(book: Path) -> bool:
    """Whether a book says that it conforms."""
    with zipfile.ZipFile(book) as archive:
        return CONFORMITY.encode() in archive.read("EPUB/package.opf")


def main() -> int:
    """Walk all ten; returns the number of those that did not come to their end."""
    kept = Path(sys.argv[1] if len(sys.argv) > 1 else "book-walks").absolute()
    i18n.use_language(Language.KOREAN)
    failed = 0
    for number, document in enumerate(TEN, 1):
        pictures = kept / f"{number:02}-{document.stem[:24]}"
        with tempfile.TemporaryDirectory(prefix="hanji-walk-") as home:
            start = time.monotonic()
            person = Person(Path(home), Language.KOREAN, pictures)
            try:
                shutil.copy(to_certificate(person, document), pictures / "certificate.pdf")
                (book,) = person.files("**/*.epub")
                said = "signed, with its claim" if claims(book) else "signed WITHOUT its claim"
            except (NothingHappens, AssertionError) as trouble:
                failed += 1
                said = f"NOT signed: {trouble}"
            finally:
                person.leave()
            sys.stdout.write(f"{document.name}: {said} ({time.monotonic() - start:.0f} s)\n")
            sys.stdout.flush()
    return failed


if __name__ == "__main__":
    sys.exit(main())
