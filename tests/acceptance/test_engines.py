# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ten documents of the corpora through one engine of each kind: all but the words stays."""

from __future__ import annotations

import _socket
import json
import random
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from app.jobs.translating import TranslationOrder, translated
from converters.document.counts import count
from converters.document.nodes import Document
from converters.document.notices import NoticeKind, NoticeLog
from converters.epub.writer import write_book
from tests.acceptance import alone
from tests.acceptance.engines import PACKAGES, SERVERS, translator
from tests.acceptance.test_translation import files_of, has_hangul, read, without_notice
from tests.acceptance.translated import structure
from tests.app.translation_servers import SERVING
from tests.checkers import epubcheck
from tests.conftest import REPOSITORY, SAMPLES
from translation.draft import Drafts, draft
from translation.engine.decoder import Care
from translation.inline_codes import Coded, TagKind, tags_of
from translation.units import TranslationUnit, extract

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

ENGINES = (*PACKAGES, *SERVERS)
_FORMATS = {"hwp": 4, "hwpx": 3, "docx": 1, "pdf-korean": 2}
_FEATURES = ("tables", "footnotes", "links", "images", "list_items", "merged_cells", "headings")
_READ = 30
"""Documents of each format that are looked at."""
_LARGEST = 200_000
_UNITS = range(12, 90)
"""Of a document: enough to go wrong, few enough for twelve engines."""


@cache
def chosen() -> dict[str, Document]:
    """Return ten short documents that hold most kinds of what is hard to keep."""
    found: dict[str, Document] = {}
    have: Counter[str] = Counter()
    for name, number in _FORMATS.items():
        files = [
            path
            for path in files_of(name)
            if path.stat().st_size <= _LARGEST and (name != "docx" or has_hangul(path))
        ]
        random.Random(7).shuffle(files)
        documents = {}
        for path in files[:_READ]:
            document = read(path)
            if document is not None and len(extract(document)) in _UNITS:
                documents["/".join(path.parts[-3:])] = document
        for _ in range(number):
            best = max(documents, key=lambda key: (_new(documents[key], have), key))
            have += Counter({one for one in _FEATURES if count(documents[best])[one]})
            found[best] = documents.pop(best)
    return found


def _new(document: Document, have: Counter[str]) -> float:
    counts = count(document)
    return sum(1 / (1 + have[one]) ** 2 for one in _FEATURES if counts[one])


@dataclass(frozen=True)
class Made:
    """What an engine made of one document."""

    source: Document
    units: tuple[TranslationUnit, ...]
    drafts: Drafts
    translation: Document
    both: Document
    notices: dict[NoticeKind, int]


@pytest.fixture(scope="module", autouse=True)
def _servers_alone() -> Iterator[None]:
    """Refuse every connection but those to the servers of this test."""
    guarded = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] == "127.0.0.1" and address[1] in SERVING:
            _socket.socket.connect(self, address)
        else:
            guarded(self, address)

    socket.socket.connect = connect
    yield
    socket.socket.connect = guarded


@pytest.fixture(scope="module", params=ENGINES)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Made]:
    """The ten documents by one engine, translated and in both languages."""
    with translator(request.param, tmp_path_factory.mktemp("engine")) as (order, route):
        return {name: _made(document, order, route) for name, document in chosen().items()}


def _made(document: Document, order: TranslationOrder, route: object) -> Made:
    units = extract(document)
    drafts = draft(units, route, Care.DRAFT)
    notices = NoticeLog()
    made = translated(document, order, notices, lambda *_: None, route)
    both = translated(document, replace(order, bilingual=True), NoticeLog(), lambda *_: None, route)
    counts = {one.kind: one.count for one in notices.notices()}
    return Made(document, units, drafts, made, both, counts)


def test_the_documents_hold_what_is_hard_to_keep(figure: Callable[[str], None]) -> None:
    counts = [count(document) for document in chosen().values()]
    held = {one: sum(found[one] for found in counts) for one in _FEATURES}
    assert len(counts) == 10
    assert all(held.values()), held
    figure(f"engines: ten documents with {held}")


def test_structure_is_equal_node_by_node(made: dict[str, Made]) -> None:
    for name, one in made.items():
        assert structure(without_notice(one.translation)) == structure(one.source), name
        before, after = count(one.source), count(one.translation)
        for kind in ("tables", "cells", "merged_cells", "images", "footnotes", "endnotes", "links",
                     "headings", "list_items", "equations"):  # fmt: skip
            assert after[kind] == before[kind], (name, kind)


def test_every_code_comes_once_and_nests(made: dict[str, Made], request: pytest.FixtureRequest, figure: Callable[[str], None]) -> None:  # fmt: skip
    codes = segments = 0
    for name, one in made.items():
        for unit in one.units:
            some = one.drafts.segments[unit.unit_id]
            for segment in some:
                assert Counter(tags_of(segment.target)) == Counter(tags_of(segment.source)), name
                assert_nested(segment.target)
                segments += 1
            whole = one.drafts.targets().get(unit.unit_id, unit.source)
            assert Counter(tags_of(whole)) == Counter(tags_of(unit.source)), name
            assert all(times == 1 for times in Counter(tags_of(whole)).values()), name
            assert_nested(whole)
            codes += len(list(tags_of(unit.source)))
    assert codes > 50
    figure(f"engines: {request.node.callspec.id}: {segments} segments, {codes} tags, 0 wrong")


def assert_nested(content: Coded) -> None:
    """Fail where a pair does not end inside of what it began in."""
    stack: list[int] = []
    for tag in tags_of(content):
        if tag.kind is TagKind.OPEN:
            stack.append(tag.number)
        elif tag.kind is TagKind.CLOSE:
            assert stack.pop() == tag.number, content.marked
    assert not stack, content.marked


def test_no_sentence_is_lost_in_silence(made: dict[str, Made]) -> None:
    for name, one in made.items():
        segments = [segment for some in one.drafts.segments.values() for segment in some]
        for segment in segments:
            if any(map(str.isalnum, segment.source.text)):
                assert any(map(str.isalnum, segment.target.text)), (name, segment.source.text)
        left = sum(segment.untranslated for segment in segments)
        assert one.notices.get(NoticeKind.SEGMENT_UNTRANSLATED, 0) == left, name
        if left and any(segment.by_machine for segment in segments):
            assert f"original: {left}." in one.translation.metadata.description, name


@pytest.mark.epubcheck
def test_epubcheck_finds_nothing(made: dict[str, Made], tmp_path: Path) -> None:
    findings = {
        (name, kind): [str(found) for found in epubcheck.check(write_book(book).data, tmp_path)]
        for name, one in made.items()
        for kind, book in (("translation", one.translation), ("bilingual", one.both))
    }
    assert not {name: found for name, found in findings.items() if found}


# ------------------------------------------------------------ the network


def in_a_namespace(tmp_path: Path, *server: str) -> dict[str, object]:
    """Translate the samples where there is no network but the loopback; see ``alone``."""
    if why := alone.missing():
        pytest.skip(why)
    folder = tmp_path / "alone"
    folder.mkdir()
    done = subprocess.run(
        [*alone.namespace(), sys.executable, "-m", "tests.acceptance.alone", folder, *server, "--",
         "convert", SAMPLES, "-o", tmp_path / "books", "--translate", "ko:en"],
        cwd=REPOSITORY, capture_output=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    assert said["code"] == 0, said["err"]
    assert said["outside"], "the namespace has a way out"
    assert len(list((tmp_path / "books").glob("*.en.epub"))) == 3
    return said


def test_with_a_model_of_this_machine_nothing_is_connected_to(tmp_path: Path) -> None:
    assert in_a_namespace(tmp_path)["reached"] == []


@pytest.mark.parametrize("interface", SERVERS.values())
def test_with_a_server_nothing_but_that_one_is_connected_to(
    interface: str, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    said = in_a_namespace(tmp_path, "--server", interface)
    assert said["reached"] == [f"127.0.0.1:{said['port']}"]
    assert said["asked"]
    figure(f"engines: {interface} in a namespace: asked {said['asked']} times, nobody else reached")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('7 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = 0', {"192.0.2.1:443"}),
        ('7 connect(3, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 0', {"2001:db8::1:53"}),
        ('7 sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.2")}, 16) = 1', {"192.0.2.2:53"}),
        ('7 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/a"}, 110) = 0', set()),
        ('7 sendto(3, "x", 1, 0, NULL, 0) = 1', set()),
    ],
)  # fmt: skip
def test_the_log_is_read_for_every_way_out(line: str, found: set[str]) -> None:
    assert alone.reached(line) == found
