# SPDX-License-Identifier: AGPL-3.0-or-later
"""Terms: found where a text uses them, kept, exchanged, and put into drafts."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.engine.decoder import Care
from translation.inline_codes import from_marked
from translation.pivot_translation import PivotTranslator
from translation.terms.exchange import (
    GlossaryFault,
    GlossaryRefused,
    read_csv,
    read_tbx,
    write_csv,
    write_tbx,
)
from translation.terms.store import Glossaries
from translation.terms.term import Glossary, Term, forms_in

SHIPPED = (files("assets") / "terms" / "city-ko-en.csv").read_bytes()


def found(text: str, *terms: str, language: str = "ko") -> list[str]:
    glossary = Glossary(language, "en", [Term(term, ("x",)) for term in terms])
    return [text[match.start : match.end] for match in glossary.matches(text)]


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("주민센터에서 신청하세요.", ["주민센터"], ["주민센터"]),
        ("동주민센터에 문의", ["주민센터"], []),
        ("동주민센터에 문의", ["주민센터", "동주민센터"], ["동주민센터"]),
        ("서울특별시청 앞", ["서울"], []),
        ("서울 시민", ["서울"], ["서울"]),
        ("주민 자치 센터와 도서관을", ["주민자치센터", "도서관"], ["주민 자치 센터", "도서관"]),
        ("「조례」에 따라", ["조례"], ["조례"]),
        ("조례안", ["조례"], []),
        ("시장으로부터의 회신", ["시장"], ["시장"]),
        ("예산(안)", ["예산"], ["예산"]),
        ("공원, 공원은 공원이다", ["공원"], ["공원", "공원", "공원"]),
    ],
)
def test_korean_terms_end_before_their_particles(
    text: str, terms: list[str], expected: list[str]
) -> None:
    assert found(text, *terms) == expected


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("Parks and a park.", "park", ["Parks", "park"]),
        ("parking lot", "park", []),
        ("The IT team; it works", "IT", ["IT"]),
        ("city hall", "city hall", ["city hall"]),
        ("cityhall", "city hall", []),
    ],
)
def test_english_terms_end_with_their_word(text: str, term: str, expected: list[str]) -> None:
    shown = [word.removesuffix("s") for word in expected]
    assert found(text, term, language="en") == shown


def test_the_longest_goes_first_and_the_first_of_equals() -> None:
    glossary = Glossary(
        "ko", "en", [Term("시", ("a",)), Term("시 예산", ("b",)), Term("시", ("c",))]
    )
    assert [match.term.targets[0] for match in glossary.matches("시 예산은 시의")] == ["b", "a"]


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=5))
def test_matching_never_fails_and_tells_true_places(text: str, terms: list[str]) -> None:
    glossary = Glossary("ko", "en", [Term(term, ("x",)) for term in terms])
    last = 0
    for match in glossary.matches(text):
        assert last <= match.start < match.end <= len(text)
        last = match.end


def test_forms_are_found_whatever_their_capitals() -> None:
    assert list(forms_in("The City  Hall is open.", ["city hall", "town hall"])) == ["city hall"]


# ------------------------------------------------------------ files

TERMS = (
    Term("공고", ("public notice", "notice"), ("advertisement",), "알리는 글", "documents"),
    Term("a & <b>", ("c",)),
)
words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@given(st.lists(st.tuples(words, words, words), max_size=6, unique_by=lambda row: row[0]))
def test_files_give_back_what_was_written(rows: list[tuple[str, str, str]]) -> None:
    terms = tuple(
        Term(source.replace("|", "/"), (target.replace("|", "/"),), note=note)
        for source, target, note in rows
        if source.casefold() not in ("source", "term", "ko")
    )
    assert read_csv(write_csv(terms)).terms == terms
    assert read_tbx(write_tbx(terms, "ko", "en"), "ko", "en").terms == terms


def test_forbidden_forms_travel(tmp_path: Path) -> None:
    assert read_csv(write_csv(TERMS)).terms == TERMS
    again = read_tbx(write_tbx(TERMS, "ko", "en"), "ko-KR", "en-GB").terms
    assert again == TERMS


def test_tables_as_people_keep_them() -> None:
    assert read_csv("용어;영어;비고\n공고;notice;알림\n".encode("cp949")).terms == (
        Term("공고", ("notice",), note="알림"),
    )
    assert read_csv(b"\xef\xbb\xbf\xea\xb3\xb5\tpark\n").terms == (Term("공", ("park",)),)
    bad = read_csv("source,target\n공원,park\n,lost\n도서관,\n".encode())
    assert [term.source for term in bad.terms] == ["공원"]
    assert bad.bad == ((3, GlossaryFault.NO_SOURCE), (4, GlossaryFault.NO_TARGET))


@pytest.mark.parametrize("data", [b"<html/>", b"<tbx>", b"", b"term,target"])
def test_what_is_no_tbx_is_refused(data: bytes) -> None:
    with pytest.raises(GlossaryRefused) as refused:
        read_tbx(data, "ko", "en")
    assert refused.value.fault in (GlossaryFault.NOT_TBX, GlossaryFault.NOT_XML)


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    body = (
        "<tbx><termEntry><langSet xml:lang='ko'><tig><term>공</term></tig></langSet>"
        "<langSet xml:lang='en'><tig><term>&a;</term></tig></langSet></termEntry></tbx>"
    )
    data = f"<!DOCTYPE x [<!ENTITY a SYSTEM '{secret.as_uri()}'>]>{body}".encode()
    assert "secret" not in str(read_tbx(data, "ko", "en"))


def test_the_glossary_that_ships_can_be_read_and_names_its_licence() -> None:
    read = read_csv(SHIPPED)
    assert not read.bad
    assert len(read.terms) > 250
    assert {term.origin for term in read.terms} == {"The Hanji authors, CC0-1.0"}
    glossary = Glossary("ko", "en", read.terms)
    text = "강남구청장은 주민센터에서 민원실을 운영한다."
    assert {"주민센터", "민원실"} <= {match.term.source for match in glossary.matches(text)}


# ------------------------------------------------------------ the store


def test_glossaries_are_shared_changed_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "glossaries.sqlite"
    with Glossaries(path) as one, Glossaries(path) as other:
        city = one.add_glossary("city", "ko", "en")
        assert other.add_glossary("city", "ko", "en") == city
        one.put(city, TERMS)
        other.put(city, [Term("공고", ("announcement",))])
        own = other.add_glossary("own", "ko", "en")
        other.put(own, [Term("공고", ("bulletin",))])
        assert [name.terms for name in one.names()] == [2, 1]
        # The latest glossary goes before the others.
        (match,) = one.glossary("ko", "en").matches("공고")
        assert match.term.targets == ("bulletin",)
        assert len(one.glossary("ko", "ja")) == 0
        one.remove_glossary(own)
        (match,) = one.glossary("ko", "en").matches("공고")
        assert match.term.targets == ("announcement",)
        one.remove([match.term.term_id or 0])
        assert one.glossary("ko", "en").matches("공고") == ()


# ------------------------------------------------------------ in drafts


def test_terms_are_put_in_where_the_alignment_is_sure(route: PivotTranslator) -> None:
    glossary = Glossary("ko", "en", [Term("창", ("pane",)), Term("파일", ("file",))])
    with_terms = PivotTranslator(route.languages, route.decoders, glossary=glossary)
    sources = [from_marked("창을 닫습니다."), from_marked("<1>파일</1>을 삭제합니다.")]
    plain = route.translate(sources, Care.NORMAL)
    made = with_terms.translate(sources, Care.NORMAL)
    assert "window" in plain[sources[0].marked].target.text
    first = made[sources[0].marked]
    assert "pane" in first.target.text
    assert "window" not in first.target.text
    assert first.mended == 1
    # What has the right form already is left alone.
    assert made[sources[1].marked] == plain[sources[1].marked]


def test_the_shipped_glossary_names_its_sources_and_is_plain() -> None:
    terms = read_csv(SHIPPED).terms
    assert len(terms) > 600
    assert all(term.targets and "CC0-1.0" in term.origin and term.domain for term in terms)
    assert len({term.source for term in terms}) == len(terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("행정안전부와 보건복지부는 업무협약을 맺었다.", ["행정안전부", "보건복지부", "업무협약"]),
        ("지방자치법에 따라 시의회에서", ["지방자치법", "시의회"]),
        ("안전점검을 마치고 주민센터로", ["안전점검", "주민센터"]),
        # Other words that begin with a term, verbs made of one, and words of two meanings.
        ("공사를 추진 중인 댐", []),
        ("조례안보다 예산안보다", ["조례안", "예산안"]),
        ("예산결산특별위원회", []),
        ("공원화 사업", []),
        ("감사합니다. 신고하세요. 등록했다. 승인받았다.", []),
        ("통장을 만들고 보물을 찾았다.", []),
    ],
)
def test_shipped_terms_are_met_through_particles_and_nowhere_else(
    text: str, expected: list[str]
) -> None:
    glossary = Glossary("ko", "en", read_csv(SHIPPED).terms)
    assert [text[one.start : one.end] for one in glossary.matches(text)] == expected
