# SPDX-License-Identifier: AGPL-3.0-or-later
"""Strategies that build valid Documents of every shape, most of them unlikely."""

from __future__ import annotations

import functools
import hashlib

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Align,
    Anchor,
    Aside,
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Comment,
    CommentRef,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    InlineImage,
    InlineMath,
    InlineUnsupported,
    Layout,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Mark,
    Math,
    Note,
    NoteKind,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Scope,
    Separator,
    SizeClass,
    Source,
    Table,
    Text,
    Unsupported,
)
from tests.checkers.rich import FRACTION, RESOURCES, SUMMATION

NOTE_IDS = ("n1", "n2", "n3")
ANCHORS = ("가", "b 2", "_Toc#3")
HANJA = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4EFF), max_size=6)
"""Text in characters that the writer itself never adds."""
NASTY = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            " ",
            "\u3000",
            "\x00\x07",
            "\x0b",
            "]]>",
            "<b>&amp;",
            "\ud800",
            "\ufffe\uffff",
            "\ue000\uf0a7",
            "a\r\nb\rc",
            "\u200b\u202e",
            "ᄒᆞᆫ글",
            "𠀀",
            "--",
            "~1~",
        ]
    ),
)
"""Text as damaged files hold it: controls, lone surrogates, markup."""
_TARGETS = st.one_of(
    st.sampled_from(
        [
            "https://www.seoul.go.kr/",
            "http://한글.kr/경로?질의=값#조각",
            "http://a b/c",
            "http://[::1",
            "http://exa mple.com:99999/",
            "www.seoul.go.kr",
            "mailto:a@b.kr",
            "mailto:",
            "tel:02-120",
            "javascript:alert(1)",
            "file:///C:/a.hwp",
            "http://1.2.3.4.5/%zz",
            "https://x.kr/a|b{c}^`\\d",
            "ftp://f.kr/",
            "#nowhere",
            "",
        ]
    ),
    st.sampled_from([f"#{name}" for name in ANCHORS]),
    st.text(max_size=10).map(lambda text: f"https://{text}"),
    st.text(max_size=10).map(lambda text: f"https://x.kr/{text}"),
)
_MATHS = st.sampled_from(
    [
        FRACTION,
        SUMMATION,
        Math("<math/>", "x", "hwp-eqn"),
        Math("not xml", "y over z", "hwp-eqn"),
        Math(
            '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi></mfrac></math>',
            "a over",
            "hwp-eqn",
        ),
    ]
)
_PICTURES = st.sampled_from([*RESOURCES, "0" * 64])
_LABELS = st.sampled_from(["1", "2", "ii", "", " "])


@st.composite
def _unique(draw: st.DrawFn, used: set[str]) -> Anchor | Text:
    name = draw(st.sampled_from(ANCHORS))
    if name in used:
        return Text("")
    used.add(name)
    return Anchor(name)


def _inlines(text: st.SearchStrategy[str], used: set[str]) -> st.SearchStrategy[tuple[Inline, ...]]:
    run = st.builds(
        Text,
        text,
        st.frozensets(st.sampled_from(Mark), max_size=3),
        st.sampled_from([None, None, "#000000", "#ff0000", "#ffffff", "#00ff7f"]),
        st.sampled_from([None, *SizeClass]),
        st.sampled_from([None, "en", "zh-Hant", "??"]),
        st.sampled_from([None, "serif", "monospace"]),
    )
    leaf: st.SearchStrategy[Inline] = st.one_of(
        run,
        run,
        st.builds(LineBreak),
        _unique(used),
        st.sampled_from(NOTE_IDS).map(NoteRef),
        st.just(CommentRef("c1")),
        _MATHS.map(InlineMath),
        st.builds(
            InlineImage,
            _PICTURES,
            st.sampled_from(["", "그림 말"]),
            st.booleans(),
            st.sampled_from([None, 30.0]),
            st.sampled_from([None, 1.5]),
        ),
        _LABELS.map(PageMark),
        st.builds(InlineUnsupported, st.sampled_from(["drawing", "x"]), text),
    )
    inline = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds(
                Link,
                _TARGETS,
                st.lists(inner, max_size=3).map(tuple),
                st.sampled_from([None, "말"]),
            ),
            st.builds(Ruby, st.lists(inner, max_size=2).map(tuple), text, st.booleans()),
        ),
        max_leaves=4,
    )
    return st.lists(inline, max_size=4).map(tuple)


_LAYOUTS = st.builds(
    Layout,
    st.sampled_from([None, *Align]),
    st.sampled_from([0.0, 10.0, -20.0, 400.0]),
    st.sampled_from([0.0, 15.0, 300.0]),
    st.just(0.0),
    st.sampled_from([0.0, 12.0]),
    st.sampled_from([0.0, 12.0]),
)


def any_inlines(text: st.SearchStrategy[str] = NASTY) -> st.SearchStrategy[tuple[Inline, ...]]:
    """Inlines of every kind, in no document."""
    return st.builds(set).flatmap(lambda used: _inlines(text, used))


@st.composite
def _tables(draw: st.DrawFn, cells: st.SearchStrategy[Blocks]) -> Table:
    """Build a table whose rows cover the same number of columns after spans."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    taken: set[tuple[int, int]] = set()
    rows = []
    for y in range(height):
        row = []
        for x in range(width):
            if (y, x) in taken:
                continue
            room = next((i for i in range(x, width) if (y, i) in taken), width) - x
            colspan = draw(st.integers(1, room))
            rowspan = draw(st.integers(1, height - y))
            taken |= {(y + dy, x + dx) for dy in range(rowspan) for dx in range(colspan)}
            row.append(
                Cell(
                    draw(cells),
                    colspan,
                    rowspan,
                    draw(st.sampled_from([None, None, *Scope])),
                    draw(st.sampled_from([None, *Align])),
                    draw(st.booleans()),
                )
            )
        rows.append(Row(tuple(row)))
    return Table(
        tuple(rows),
        caption=draw(st.one_of(st.just(()), cells)),
        caption_below=draw(st.booleans()),
        head_rows=draw(st.integers(0, height)),
        column_percents=draw(st.sampled_from([(), (100 / width,) * width])),
        alt=draw(st.sampled_from(["", "표 말"])),
        presentational=draw(st.booleans()),
    )


def _blocks(text: st.SearchStrategy[str], used: set[str], depth: int) -> st.SearchStrategy[Blocks]:
    inlines = _inlines(text, used)
    options: list[st.SearchStrategy[Block]] = [
        st.builds(Paragraph, inlines, _LAYOUTS, st.sampled_from([None, "title", "toc-entry", "x"])),
        st.just(Paragraph(())),
        st.builds(
            Heading,
            st.integers(1, 6),
            inlines,
            st.one_of(st.none(), text),
            st.booleans(),
            layout=_LAYOUTS,
        ),
        st.builds(CodeBlock, text, st.sampled_from([None, "xml"])),
        st.builds(Separator),
        st.builds(PageBreak, _LABELS),
    ]
    if depth > 0:
        inner = _blocks(text, used, depth - 1)
        items = st.builds(ListItem, text, inner, st.sampled_from([None, None, True, False]))
        options += [
            st.builds(ListBlock, st.booleans(), st.lists(items, max_size=3).map(tuple)),
            _tables(inner),
            st.builds(
                Figure,
                _PICTURES,
                st.sampled_from(["", "그림 말"]),
                st.booleans(),
                inner,
                st.sampled_from([None, 40.0, 100.0]),
            ),
            st.builds(EquationBlock, _MATHS, inner),
            st.builds(
                Aside, st.sampled_from(["text-box", "title-box", "notice", "x"]), inner, inner
            ),
            st.builds(Quote, inner),
            st.builds(
                Unsupported, st.sampled_from(["chart", "x"]), text, st.one_of(st.none(), _PICTURES)
            ),
        ]
    return st.lists(st.one_of(options), max_size=4).map(tuple)


_METADATA = st.builds(
    Metadata,
    title=st.one_of(NASTY, st.just("계획")),
    subtitle=st.sampled_from(["", "부제"]),
    creators=st.lists(NASTY, max_size=2).map(tuple),
    publisher=NASTY,
    language=st.sampled_from(["ko", "en", "", "한국어"]),
    date=st.sampled_from(["", "2026", "2026-13", "2026-11-22", "어제", "2026-11-22T09:00:00"]),
    modified=st.sampled_from(["", "2026-11-22T10:11:12+09:00", "0001-01-01T00:00:00+09:00", "x"]),
    description=NASTY,
    subjects=st.lists(NASTY, max_size=2).map(tuple),
    rights=NASTY,
    kogl_type=st.sampled_from([None, 0, 1, 4, 9]),
    publication_number=st.sampled_from(["", "51-6110000-000123-01", " "]),
    isbn=st.sampled_from(["", "979-11-6599-000-0", "123"]),
)


@st.composite
def documents(draw: st.DrawFn, text: st.SearchStrategy[str] = NASTY, depth: int = 2) -> Document:
    """Build a Document whose references all resolve; ``text`` makes all that a reader sees."""
    used: set[str] = set()
    note_blocks = _blocks(text, used, 1)
    return Document(
        metadata=draw(_METADATA),
        blocks=draw(_blocks(text, used, depth)),
        notes={
            note_id: Note(
                draw(st.sampled_from(NoteKind)),
                draw(st.sampled_from(["1)", "*", ""])),
                draw(note_blocks),
            )
            for note_id in NOTE_IDS
        },
        comments={"c1": Comment("memo", (Paragraph((Text("메모"),)),))},
        resources=RESOURCES,
        source=draw(
            st.sampled_from([None, Source(hashlib.sha256(b"x").hexdigest(), "hwp5", "5.1", 2)])
        ),
    )


@functools.cache
def random_documents(text: st.SearchStrategy[str] = NASTY) -> tuple[Document, ...]:
    """Return Documents, the same in every run: as many as a property has examples, 40 at most.

    Drawing one takes longer than all that tests do with it, so the tests of a process share
    them. Shrinking one takes minutes: a test prints what fails as it is.
    """
    drawn: list[Document] = []

    @settings(
        deadline=None,
        suppress_health_check=list(HealthCheck),
        max_examples=min(40, settings.default.max_examples),
        phases=(Phase.generate,),
        derandomize=True,
    )
    @given(documents(text))
    def draw(document: Document) -> None:
        drawn.append(document)

    draw()
    return tuple(drawn)
