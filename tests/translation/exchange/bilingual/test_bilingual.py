# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other tools gave comes back to them: every byte that nobody touched, and what was translated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.translation.exchange.bilingual.samples import ALL, MQXLIFF, SDLXLIFF, TXLF, TXML
from translation.exchange.bilingual import BilingualFile, Translated, read, write
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.inline_codes import from_marked
from translation.review.segments import Status

CAT = Path(os.environ.get("HANJI_CORPUS", Path(__file__).parents[5] / "shared" / "corpus")) / "cat"


def same(file: BilingualFile) -> dict[int, Translated]:
    return {n: Translated(one.target, one.status) for n, one in enumerate(file.segments)}


@pytest.mark.parametrize("name", ALL)
def test_untouched_files_come_back_byte_for_byte(name: str) -> None:
    data = ALL[name].encode()
    file = read(data)
    assert file.dialect.value == name
    assert write(data, file, {}) == data
    assert write(data, file, same(file)) == data


def test_trados_segments_their_states_and_locks_are_read() -> None:
    file = read(SDLXLIFF.encode())
    assert (file.source_language, file.target_language) == ("ko-KR", "en-US")
    assert [(one.source.marked, one.target.marked) for one in file.segments] == [
        ("<1>시청</1>은 9시에 연다.", "<1>City Hall</1> opens at 9."),
        ("문의는 120으로 &amp; 우편으로 한다.", ""),
        ("접수 기간", ""),
        ("--", ""),
    ]
    assert [one.status for one in file.segments][:3] == [
        Status.REVIEWED,
        *[Status.UNTRANSLATED] * 2,
    ]
    assert [one.locked for one in file.segments] == [False, False, True, True]


def test_trados_gets_targets_and_states_where_they_belong() -> None:
    data = SDLXLIFF.encode()
    file = read(data)
    made = {
        1: Translated(from_marked("Call 120 &amp; write &lt;us>."), Status.REVIEWED),
        2: Translated(from_marked("Application period"), Status.APPROVED),
    }
    said = write(data, file, made).decode()
    assert '<mrk mtype="seg" mid="2">Call 120 &amp; write &lt;us&gt;.</mrk></target>' in said
    assert (
        '<sdl:seg id="2" conf="Translated" />' in said
        or '<sdl:seg id="2"  conf="Translated"/>' in said
    )
    assert '</seg-source><target><mrk mtype="seg" mid="3">Application period</mrk></target>' in said
    assert 'id="3" locked="true" conf="ApprovedTranslation"/>' in said
    again = read(said.encode())
    assert [one.target.text for one in again.segments][1:3] == [
        "Call 120 & write <us>.",
        "Application period",
    ]
    assert [one.status for one in again.segments][1:3] == [Status.REVIEWED, Status.APPROVED]
    untouched = said.replace("Call 120 &amp; write &lt;us&gt;.", "")
    assert untouched.split("</source>")[0] == SDLXLIFF.split("</source>")[0]


def test_memoq_keeps_its_tags_guids_and_quotes() -> None:
    data = MQXLIFF.encode()
    file = read(data)
    assert file.segments[0].target.marked == "<1>City Hall</1> opens."
    assert file.segments[1].locked
    made = {
        0: Translated(from_marked("It is <1>City Hall</1> that opens."), Status.APPROVED),
        1: Translated(from_marked("Not changed."), Status.REVIEWED),
        2: Translated(from_marked("Contact<1/>120"), Status.EDITED),
    }
    said = write(data, file, made).decode()
    assert 'It is <bpt id="1" ctype="bold">{}</bpt>City Hall<ept id="1">{}</ept> that' in said
    assert 'mq:status="Proofread" mq:segmentguid="x-1"' in said
    assert "mq:status='ManuallyConfirmed' mq:locked" in said
    assert '<target xml:space="preserve">Contact<ph id="2">&lt;br /&gt;</ph>120</target>' in said
    assert [one.target.text for one in read(said.encode()).segments][1:] == [
        "Not changed.",
        "Contact120",
    ]


def test_wordfast_gets_a_target_where_there_was_none() -> None:
    data = TXLF.encode()
    said = write(data, read(data), {1: Translated(from_marked("Contact"), Status.REVIEWED)})
    assert said == data.replace(
        "<source>문의</source>".encode(), "<source>문의</source><target>Contact</target>".encode()
    )


@pytest.mark.parametrize(
    ("data", "code", "rule"),
    [
        (b"<tmx/>", ExchangeCode.WRONG_FORMAT, None),
        (b"<xliff", ExchangeCode.NOT_XML, None),
        (TXLF.replace("UTF-8", "EUC-KR").encode("euc-kr"), ExchangeCode.RULE_BROKEN, "encoding"),
        (TXLF.encode("utf-16"), None, None),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + TXLF.partition("?>")[2].encode(), ExchangeCode.ENTITIES, None),
        (TXLF.replace('<x id="1"/>안내', '<weird id="1"/>').encode(), ExchangeCode.RULE_BROKEN, "inline-element"),
        (TXLF.replace("<source>문의</source>", "").encode(), ExchangeCode.RULE_BROKEN, "one-source"),
        (SDLXLIFF.replace('mid="2"', 'mid="1"').encode(), ExchangeCode.RULE_BROKEN, "mid-once"),
    ],
)  # fmt: skip
def test_what_cannot_be_held_is_refused_by_the_name_of_its_rule(
    data: bytes, code: ExchangeCode | None, rule: str | None
) -> None:
    with pytest.raises(ExchangeRefused) as refused:
        read(data)
    assert code is None or refused.value.code is code
    assert rule is None or refused.value.params["rule"] == rule


def test_a_code_that_the_source_has_not_is_refused() -> None:
    data = TXLF.encode()
    with pytest.raises(ExchangeRefused) as refused:
        write(data, read(data), {1: Translated(from_marked("<7>x</7>"), Status.EDITED)})
    assert refused.value.params["rule"] == "codes-of-the-source"


@pytest.mark.skipif(not CAT.is_dir(), reason="no corpus")
def test_real_files_of_other_tools_come_back_byte_for_byte() -> None:
    kept, refused = 0, {}
    for path in sorted([*CAT.rglob("*.xlf"), *CAT.rglob("*.xliff")]):
        data = path.read_bytes()
        if b'version="2' in data[:2000]:
            continue
        try:
            file = read(data)
        except ExchangeRefused as error:
            refused[path.name] = str(error)
            continue
        assert write(data, file, same(file)) == data, path.name
        made = {
            n: Translated(from_marked("X"), one.status)
            for n, one in enumerate(file.segments)
            if one.place is not None
        }
        again = read(write(data, file, made))
        assert [one.target.text for n, one in enumerate(again.segments) if n in made] == [
            "X"
        ] * len(made)
        kept += 1
    assert kept >= 6, refused
    assert all("exchange-" in why for why in refused.values())


def test_an_empty_target_with_a_state_takes_words_and_a_new_state() -> None:
    data = (
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a"'
        b' source-language="ko" target-language="en" datatype="html"><body><trans-unit id="1">'
        b'<source>a</source><target state="new" /></trans-unit></body></file></xliff>'
    )
    written = write(data, read(data), {0: Translated(from_marked("Ask"), Status.REVIEWED)})
    assert b'<target state="translated">Ask</target></trans-unit>' in written
    assert read(written).segments[0].status is Status.REVIEWED


def test_a_txml_gets_targets_where_they_belong_and_keeps_everything_else() -> None:
    data = TXML.encode()
    file = read(data)
    assert (file.source_language, file.target_language) == ("ko", "en")
    assert [(one.unit, one.source.marked, one.target.marked) for one in file.segments] == [
        (0, "시청 <1/>안내<2/>", "City Hall <1/>guide<2/>"),
        (0, "문의", ""),
        (0, "끝", ""),
    ]
    said = write(
        data,
        file,
        {
            0: Translated(from_marked("<1/>Guide<2/> & map"), Status.REVIEWED),
            1: Translated(from_marked("Contact"), Status.REVIEWED),
            2: Translated(from_marked("End"), Status.REVIEWED),
        },
    )
    wanted = (
        TXML.replace("City Hall <ut", "<ut", 1)
        .replace("guide<ut", "Guide<ut")
        .replace("</ut></target>", "</ut> &amp; map</target>")
        .replace("<source>문의</source>", "<source>문의</source><target>Contact</target>")
        .replace("<target/>", "<target>End</target>")
    )
    assert said.decode() == wanted
    again = read(said)
    assert [one.target.text for one in again.segments] == ["Guide & map", "Contact", "End"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<source>문의</source>", "", "one-source"),
        ("<target/>", "<target/><target/>", "one-target"),
        ("<source>끝", "<source><b/>끝", "inline-element"),
    ],
)
def test_a_txml_that_cannot_be_held_is_refused(old: str, new: str, rule: str) -> None:
    with pytest.raises(ExchangeRefused) as refused:
        read(TXML.replace(old, new).encode())
    assert refused.value.params["rule"] == rule
