# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents under review for the tests of exchange: a small one, and random ones."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from translation.inline_codes import Part, Tag, TagKind, coded, from_marked
from translation.review.anchors import SpanAnchor
from translation.review.segments import (
    CodeKind,
    Comment,
    InlineCodeInfo,
    ReviewDocument,
    ReviewSegment,
    ReviewUnit,
    Status,
)
from translation.units import UnitKind

CODES = (
    InlineCodeInfo(1, CodeKind.BOLD, paired=True),
    InlineCodeInfo(2, CodeKind.LINK, paired=True, shown="https://example.kr/?a=1&b=<2>"),
    InlineCodeInfo(3, CodeKind.NOTE, paired=False, shown="n1"),
    InlineCodeInfo(4, CodeKind.BREAK, paired=False),
)


def segment(number: int, source: str, target: str, **given: object) -> ReviewSegment:
    """Return a segment of unit "aaaa-1"."""
    return ReviewSegment(
        f"aaaa-1.{number}",
        "aaaa-1",
        number,
        UnitKind.PARAGRAPH,
        from_marked(source),
        from_marked(target),
        **given,  # type: ignore[arg-type]
    )


def small() -> ReviewDocument:
    """Return three sentences; a link is cut by the end of the first."""
    return ReviewDocument(
        "공원 안내",
        "ko",
        "en",
        "ab12",
        (ReviewUnit("aaaa-1", UnitKind.PARAGRAPH, CODES),),
        (
            segment(
                1,
                "시는 <1>공원</1>을 <2>연다.</2>",
                "The city opens the <2><1>park</1>.</2>",
                status=Status.DRAFT,
            ),
            segment(
                2, "<2>누리집</2>을 보라.<3/>", "See the <2>site</2>.<3/>", status=Status.APPROVED
            ),
            segment(3, "끝.", "", locked=True),
        ),
        (
            Comment("aaaa-1.1", "Kim", "2026-11-22T01:02:03Z", "공원인가 정원인가?", comment_id=7),
            Comment(
                "aaaa-1.1",
                "Lee",
                "2026-11-22T01:30:00Z",
                "공원.",
                comment_id=9,
                reply_to=7,
            ),
            Comment(
                "aaaa-1.1",
                "Kim",
                "2026-11-22T01:40:00Z",
                '[?] “the” or "a"?',
                comment_id=10,
                anchor=SpanAnchor("target", 19, 'pa"r\\k]'),
            ),
            Comment("aaaa-1.2", "Lee", "2026-11-22T02:00:00Z", "Fine.\nReally.", resolved=True),
        ),
    )


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
# U+FFFE and U+FFFF are no characters of XML 1.0 (2.2).
_LEGAL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12
)
_ANCHORS = st.builds(
    SpanAnchor,
    st.sampled_from(("source", "target")),
    st.integers(0, 99),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=8,
    ),
)


@st.composite
def contents(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Sequence[Part]:
    """Draw text with tags in any order, also ones without their other end."""
    return draw(
        st.lists(
            st.one_of(
                texts,
                st.builds(Tag, st.sampled_from([TagKind.OPEN, TagKind.CLOSE]), st.integers(1, 2)),
                st.builds(Tag, st.just(TagKind.SINGLE), st.integers(3, 4)),
            ),
            max_size=8,
        )
    )


@st.composite
def documents(draw: st.DrawFn, any_text: bool = True) -> ReviewDocument:
    """Draw a document of some units; without ``any_text`` no control characters are in it."""
    texts = _TEXT if any_text else _LEGAL
    names = draw(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=3, unique=True))
    names = [name.encode("utf-8", "ignore").decode() or "u" for name in names]
    if not any_text:
        names = [f"unit-{number}" for number in range(len(names))]
    names = list(dict.fromkeys(names))
    segments: list[ReviewSegment] = []
    for name in names:
        for number in range(1, draw(st.integers(1, 3)) + 1):
            segments.append(
                ReviewSegment(
                    f"{name}.{number}",
                    name,
                    len(segments) + 1,
                    UnitKind.PARAGRAPH,
                    coded(draw(contents(texts))),
                    coded(draw(contents(texts))),
                    draw(st.sampled_from(Status)),
                    draw(st.booleans()),
                )
            )
    comments = tuple(
        Comment(
            one.segment_id,
            draw(_LEGAL),
            "2026-11-22T00:00:00Z",
            draw(_LEGAL),
            draw(st.booleans()),
            anchor=draw(st.none() | _ANCHORS),
            reply_to=draw(st.none() | st.integers(1, 9)),
        )
        for one in segments
        if draw(st.booleans())
    )
    return ReviewDocument(
        draw(_LEGAL),
        "ko",
        "en",
        "00ff",
        tuple(ReviewUnit(name, UnitKind.PARAGRAPH, CODES) for name in names),
        tuple(segments),
        comments,
    )
