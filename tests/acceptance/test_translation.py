# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents of the corpus keep all but their words in translation, and say what they are."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from app.jobs.translating import TranslationOrder, translated
from benchmarks.translation_preservation import LANGUAGES, PACKAGE, measure
from converters import pipeline
from converters.document.counts import count
from converters.document.nodes import Aside, Document
from converters.document.notices import NoticeLog
from converters.epub.writer import write_book
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from tests.acceptance.translated import structure
from tests.checkers import epubcheck
from tests.conftest import CORPUS, REPOSITORY, SAMPLES
from translation.draft import draft
from translation.engine.decoder import Care, Decoder
from translation.estimation import DraftIssueId, find_draft_issues
from translation.packages.store import PackageStore
from translation.pivot_translation import PivotTranslator
from translation.units import extract

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

_FORMATS = {"hwp": 4, "hwpx": 3, "docx": 1, "pdf-korean": 2}
_FEATURES = ("tables", "footnotes", "links", "list_items")
_READ = 25
"""Documents of each format that are looked at."""
_LARGEST = 600_000
_LEAST_HANGUL = 60
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HANGUL = re.compile(r"[가-힣]+")
# What a Document holds as bare characters, without a language: numbers of headings and items
# ("제1장", "가."), readings above words, words in equations, titles of pages, the contents.
_BARE = {"number", "rt", "mtext", "title", "contents"}


def read(path: Path) -> Document | None:
    """Return a document; None where it cannot be read."""
    try:
        return pipeline.read_document(path, (), DEFAULT_LIMITS, NoticeLog())
    except ConversionError:
        return None


def has_hangul(path: Path) -> bool:
    """Say whether a DOCX file has Hangul in its text: nearly all of the corpus have none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(_HANGUL.search(archive.read("word/document.xml").decode()))
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        return False


def files_of(name: str) -> list[Path]:
    """Return the files of a folder of the corpus, in DOCX with the sample that ships."""
    suffix = name.partition("-")[0]
    own = sorted(SAMPLES.glob("*.docx")) if name == "docx" else []
    return own + sorted((CORPUS / name).rglob(f"*.{suffix}"))


@cache
def chosen() -> dict[str, Document]:
    """Return ten documents: of each format the richest in tables, notes, links and lists."""
    found: dict[str, Document] = {}
    wanted = 0
    for name, number in _FORMATS.items():
        files = [
            path
            for path in files_of(name)
            if path.stat().st_size <= _LARGEST and (name != "docx" or has_hangul(path))
        ]
        random.Random(_READ).shuffle(files)
        documents: dict[str, Document] = {}
        for path in files:
            document = read(path)
            if document is not None and count(document)["hangul"] >= _LEAST_HANGUL:
                documents["/".join(path.parts[-3:])] = document
            if len(documents) == _READ:
                break
        for _ in range(number):
            feature = _FEATURES[wanted % len(_FEATURES)]
            best = max(documents, key=lambda key: (count(documents[key])[feature], key))
            found[best] = documents.pop(best)
            wanted += 1
    return found


@dataclass(frozen=True)
class Drafted:
    """What became of one document."""

    source: Document
    translation: Document
    both: Document
    left: frozenset[str]
    """Words in Hangul that a model left, in translations that are flagged for it."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return PackageStore(tmp_path_factory.mktemp("models")).install(REPOSITORY / PACKAGE).folder


@pytest.fixture(scope="module")
def drafted(package: Path) -> dict[str, Drafted]:
    """The ten documents, translated and in both languages."""
    route = PivotTranslator(LANGUAGES, [Decoder(package, threads=2)])
    order = TranslationOrder(
        LANGUAGES, (package,), "sample", care="draft", bilingual=False, demonstration=True
    )
    found = {}
    for name, document in chosen().items():
        translation, both = (
            translated(document, some, NoticeLog(), lambda *_: None, route)
            for some in (order, replace(order, bilingual=True))
        )
        found[name] = Drafted(document, translation, both, _left(document, route))
    return found


def _left(document: Document, route: PivotTranslator) -> frozenset[str]:
    segments = draft(extract(document), route, Care.DRAFT).segments.values()
    return frozenset(
        word
        for some in segments
        for segment in some
        if any(
            issue.issue_id is DraftIssueId.HANGUL_LEFT
            for issue in find_draft_issues(segment.source.text, segment.target.text, *LANGUAGES)
        )
        for word in _HANGUL.findall(segment.target.text)
    )


def pages(book: bytes) -> dict[str, etree._Element]:
    """Return the roots of a book's XHTML documents."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }


def texts(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield each text of a page, the language it is in, and its element or place."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for text, owner in ((element.text, element), (element.tail, element.getparent())):
            if text and text.strip() and owner is not None:
                near = next(e for e in (owner, *owner.iterancestors()) if e.get(_XML_LANG))
                place = etree.QName(owner).localname
                if owner.get("class") in ("num", "marker"):
                    place = "number"
                elif root.find(".//{*}nav[@id='toc']") is not None:
                    place = "contents"
                yield text, near.get(_XML_LANG) or "", place


def without_notice(document: Document) -> Document:
    """Return ``document`` without the box that says that a machine translated it."""
    boxes = [
        at for at, block in enumerate(document.blocks)
        if isinstance(block, Aside) and block.role == "notice"
    ]  # fmt: skip
    assert boxes
    assert boxes[0] <= 1
    blocks = (*document.blocks[: boxes[0]], *document.blocks[boxes[0] + 1 :])
    return replace(document, blocks=blocks)


def test_the_documents_hold_what_is_hard_to_keep() -> None:
    counts = [count(document) for document in chosen().values()]
    assert len(counts) == 10
    for feature in _FEATURES:
        assert sum(found[feature] for found in counts) > 10, feature


def test_structure_is_equal_node_by_node(
    drafted: dict[str, Drafted], figure: Callable[[str], None]
) -> None:
    nodes = 0
    for name, one in drafted.items():
        own = structure(one.source)
        assert structure(without_notice(one.translation)) == own, name
        nodes += len(own)
    figure(f"translation: {nodes} nodes of {len(drafted)} documents equal those of the source")


@pytest.mark.epubcheck
def test_epubcheck_finds_nothing_in_translations_and_bilingual_books(
    drafted: dict[str, Drafted], tmp_path: Path, figure: Callable[[str], None]
) -> None:
    findings = {
        (name, kind): [str(found) for found in epubcheck.check(write_book(made).data, tmp_path)]
        for name, one in drafted.items()
        for kind, made in (("translation", one.translation), ("bilingual", one.both))
    }
    assert not {name: found for name, found in findings.items() if found}
    figure(f"translation: EPUBCheck {epubcheck.version()}: {len(findings)} books, 0 findings")


def test_what_is_in_hangul_is_marked_as_korean(drafted: dict[str, Drafted]) -> None:
    wrong = [
        (name, kind, page, place, text)
        for name, one in drafted.items()
        for kind, made in (("translation", one.translation), ("bilingual", one.both))
        for page, root in pages(write_book(made).data).items()
        for text, language, place in texts(root)
        if language != "ko" and place not in _BARE and not set(_HANGUL.findall(text)) <= one.left
    ]
    assert not wrong


def test_a_translation_is_in_its_language(drafted: dict[str, Drafted]) -> None:
    """Of Korean there is only the notice and what the source holds word by word."""
    for name, one in drafted.items():
        own = {text.strip() for root in pages(write_book(one.source).data).values() for text, _, _ in texts(root)}  # fmt: skip
        for root in pages(write_book(one.translation).data).values():
            assert root.get(_XML_LANG) == "en", name
            korean = [text for text, language, _ in texts(root) if language == "ko"]
            strange = [t for t in korean if t.strip() not in own and "기계가 번역한" not in t]
            assert not strange, name


def test_a_notice_in_both_languages_opens_the_book(drafted: dict[str, Drafted]) -> None:
    for name, one in drafted.items():
        for made in (one.translation, one.both):
            book = pages(write_book(made).data)
            first = next(root for page, root in sorted(book.items()) if "/c0" in page)
            said = {language: text for text, language, _ in texts(first) if _is_notice(text)}
            assert said.keys() == {"ko", "en"}, name
            assert "demonstration" in said["en"]
            assert all(text in made.metadata.description for text in said.values()), name


def _is_notice(text: str) -> bool:
    return "기계가 번역한 초안" in text or "machine translation that no person" in text


def test_a_thousand_segments_keep_their_codes_and_hide_no_loss(
    figure: Callable[[str], None],
) -> None:
    kept = measure(CORPUS, 1000, REPOSITORY / PACKAGE)
    assert kept.segments >= 1000
    # Headings keep no emphasis of their own: their codes are none.
    assert kept.codes > 80
    assert not kept.changed
    silent = [one for one in kept.silent if not one[0].is_elsewhere]
    # A single digit may be in words that no pattern knows; a longer value may not be missing.
    assert not [one for one in silent if len(re.sub(r"\D", "", one[0].text)) > 1]
    assert sum(kept.wanted.values()) > 100
    figure(
        f"translation: {kept.segments} segments, {kept.codes} tags kept; "
        f"{sum(kept.wanted.values())} values, {len(silent)} neither kept nor flagged"
    )


def test_a_machine_without_a_network_translates(tmp_path: Path) -> None:
    """In a namespace of its own there is no interface but a loopback that is down."""
    unshare = shutil.which("unshare")
    alone = [unshare or "", "--net", "--map-root-user"]
    if not unshare or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no namespaces of its own")
    done = subprocess.run(
        [*alone, sys.executable, "-m", "app", "convert", SAMPLES, "-o", tmp_path, "--translate", "ko:en"],
        cwd=REPOSITORY, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("*.en.epub"))) == 3
