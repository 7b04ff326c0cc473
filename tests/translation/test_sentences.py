# SPDX-License-Identifier: AGPL-3.0-or-later
"""English, Vietnamese, Chinese and Japanese are cut by SRX rules, which may also be others'."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.sentences import srx
from translation.sentences.split import sentence_ends


def sentences(text, language):
    places = [0, *sentence_ends(text, language), len(text)]
    return [text[a:b].strip() for a, b in pairwise(places)]


@pytest.mark.parametrize(
    "text",
    [
        "The city makes paper. |People read it.",
        "Is it open? |Yes! |Come in.",
        "Dr. Kim met Mr. Lee. |They agreed.",
        "It grew by 3.14 percent in 2025. |Then it fell to 2.5.",
        "See No. 5 and Fig. 3. |Then read p. 12.",
        "Fruit, e.g. Apples, is sold. |Bread is not.",
        "It opens at 9 a.m. on weekdays. |It closes at 6 p.m. |Nobody waits.",
        "The U.S. government agreed. |So did J. K. Rowling.",
        "“Why?” he asked. |Nobody knew.",
        "He said “It is done.” |Then he left.",
        "Well... maybe not. |We shall see... |The end.",
        "(It was late.) |We went home.",
        "1. Purpose of the plan",
        "Samsung Co. Ltd. took part. |It won.",
        "Visit www.example.org for more. |It is free.",
        "It was on Nov. 3. |We came.",
        "“Go.” |“No.”",
    ],
)
def test_english(text):
    assert sentences(text.replace("|", ""), "en-GB") == [s.strip() for s in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "Thành phố làm giấy. |Người dân đọc sách.",
        "Ông ở TP. Hồ Chí Minh. |Bà ở Hà Nội.",
        "GS. TS. Nguyễn đến. |Đó là tin vui!",
        "Diện tích là 3,14 km². |Dân số tăng 12.5 phần trăm.",
        "Có sách, báo, v.v. trong thư viện. |Ở đó yên tĩnh.",
    ],
)
def test_vietnamese(text):
    assert sentences(text.replace("|", ""), "vi") == [s.strip() for s in text.split("|")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("市政府造纸。|市民读书。", "zh"),
        ("开了吗？|开了！|请进。", "zh-Hans"),
        ("“走吧。”他说。|没有人动。", "zh"),
        ("“走吧！”|门开了。", "zh"),
        ("增长3.14%。|人口为1.5万。", "zh"),
        ("他想……还是走吧。|好。", "zh"),
        ("（见附件。第二页。）|其余相同。", "zh-Hant"),
        ("市は紙を作る。|市民は本を読む。", "ja"),
        ("「行く。」と言った。|誰も動かない。", "ja"),
        ("「行く。帰る。」と言った。|誰も動かない。", "ja"),
        ("本当か？！|本当だ。", "ja"),
        ("Yahoo!で探す。|見つかった。", "ja"),
        ("そう……かもしれない。|違う。", "ja"),
        ("面積は3.14平方キロ。|人口は5万人。", "ja"),
    ],
)
def test_chinese_and_japanese(text, language):
    assert sentences(text.replace("|", ""), language) == text.split("|")


def test_korean_keeps_its_own_rules():
    assert sentences("2026. 11. 22. 개회한다. 이튿날 폐회한다.", "ko-KR") == [
        "2026. 11. 22. 개회한다.",
        "이튿날 폐회한다.",
    ]


@given(
    st.text(st.sampled_from(' .?!…。！？」”")(（）AaÀж1가中のMr')),
    st.sampled_from(["en", "vi", "zh", "ja", "xx"]),
)
def test_no_text_fails_and_no_sentence_is_empty(text, language):
    places = sentence_ends(text, language)
    assert places == sorted(set(places))
    if places:
        assert all(sentence for sentence in sentences(text, language))


def srx_file(rules, header='cascade="no"', before=""):
    return f"""<?xml version="1.0"?>{before}
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header {header}/><body>
<languagerules><languagerule languagerulename="One">{rules}</languagerule>
<languagerule languagerulename="Two"><rule break="yes"><beforebreak>;</beforebreak><afterbreak/></rule>
</languagerule></languagerules><maprules>
<languagemap languagepattern="E[Nn].*" languagerulename="One"/>
<languagemap languagepattern=".*" languagerulename="Two"/></maprules></body></srx>""".encode()


STOP = '<rule break="{}"><beforebreak>{}</beforebreak><afterbreak>{}</afterbreak></rule>'


def test_a_standard_file_of_others_is_understood():
    rules = srx.read(
        srx_file(STOP.format("no", r"\bNr\.", r"\s") + STOP.format("yes", r"\.", r"\s+\p{Lu}"))
    )
    text = "Nr. A ist da. Élan; fehlt. klein"
    assert srx.sentence_ends(text, rules.of("en")) == [13]
    assert srx.sentence_ends(text, rules.of("de")) == [19]


def test_rules_cascade_where_the_header_says_so():
    rules = srx.read(srx_file(STOP.format("yes", r"\.", r"\s"), 'cascade="yes"'))
    assert srx.sentence_ends("a; b. c", rules.of("en")) == [2, 5]


@pytest.mark.parametrize(
    "expression", ["(a+)+", "(a|b*)*x", r"(a)\1", "(?<=a)b", "(", "[a[b]]", "a++", r"\p{Zz}"]
)
def test_expressions_that_could_take_for_ever_are_refused(expression):
    with pytest.raises(srx.SrxError):
        srx.read(srx_file(STOP.format("yes", expression.replace("<", "&lt;"), "")))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<srx/>",
        b"<html></html>",
        srx_file("").replace(b'version="2.0"', b'version="1.0"'),
        srx_file("&a;", before='<!DOCTYPE srx [<!ENTITY a "aaaa">]>'),
    ],
)
def test_what_is_no_srx_is_refused(data):
    with pytest.raises(srx.SrxError):
        srx.read(data)
