# SPDX-License-Identifier: AGPL-3.0-or-later
"""Series of lines that may be headings: 1., 2., 3. or □, □, □ of one document, judged as a whole.

One line tells little: "1. 사업 개요" opens a section and "1. 신청서" an enclosure. Its series does: headings
are short, are no statements and no values, and something else than the next of them follows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from converters.document.nodes import (
    Align,
    Block,
    Blocks,
    Heading,
    Inlines,
    ListBlock,
    PageBreak,
    Paragraph,
    Text,
)
from converters.document.walk import has_content, plain_text
from converters.passes.markers import Marker, MarkerKind, marker_of
from converters.passes.wording import (
    holds_sentences,
    is_statement,
    is_strong,
    size_rank,
)

_LONGEST, _LONGEST_LATIN, _LONGEST_SQUARE = 50, 90, 40
_LONGEST_UNNUMBERED = 60
# Kinds that mark headings as often as points; without emphasis they must be flawless.
_LOW = frozenset(
    {
        MarkerKind.DECIMAL_PARENTHESIS,
        MarkerKind.DECIMAL_PARENTHESES,
        MarkerKind.LETTER,
        MarkerKind.ARTICLE,
    }
)
# Kinds that number points only, unless they are larger or strong.
_POINTS = frozenset(
    {MarkerKind.CIRCLED, MarkerKind.HANGUL_PARENTHESIS, MarkerKind.HANGUL_PARENTHESES}
)
_MOST_UNNUMBERED_SHARE = 0.34
_FEWEST_STRONG = 3
_FEWEST_WORDS = 3

# "사업기간: 6개월", "(핵심고객) 제조업체": what stands behind is the point.
_VALUE = re.compile(
    r"^[^:：∶]{1,24}?\s?[:：∶](?:\s+\S|$)|^[가-힣\s·․‧]{1,12}[:：∶]\S|^[(（\[【][^)）\]】]{1,14}[)）\]】]\s+[가-힣A-Za-z‘“]"
)
# Remarks behind a heading do not make it a sentence, nor too long.
_REMARK = re.compile(r"\s*(?:[(（][^()（）]*[)）]?|※.*|\*.*)\s*$")
_UNFINISHED = re.compile(
    r"(?:[한된는었았였겠이니]|[있없않])다$|[있없였었았겠]음$|(?<!포)(?<!명)함$|됨$|예정임$|[를및,]$"
    r"|바람$|할 것$|[을를이가은는]\s.*(?:남|림|춤|움|짐|김|임|름|음|함)$"
)
_ATTACHED = re.compile(r"(?:\d|각)\s*부(?:\s*씩)?\s*[.,]?(?:\s*끝\s*[.。]?)?$|끝\s*[.。]$|이하\s*여백|여\s*백\s*[-)]*$")
_ENCLOSURES = re.compile(r"^붙\s*임\s*(?:\d{1,2}\s*[.)]|[:：])")
_ENCLOSED = re.compile(r"^[(（][^()（）]*[)）]$")
_DATE = re.compile(r"^[\d\s.,년월일시분()월화수목금토XxO○◯~\-/:’‘'\[\]]+$")
_SIGNED = re.compile(
    r"(?:귀\s?하|귀\s?중|\(\s?인\s?\)|\(\s?서명\s?\)|\(?직\s?인\)?|올림|드림|배상)\s*$"
    r"|^(?:위와\s?같이|상기와\s?같이)"
)
_OFFICE = re.compile(
    r"(?:장\s?관|시\s?장|군\s?수|구\s?청\s?장|도\s?지\s?사|교\s?육\s?감|청\s?장|원\s?장|회\s?장|이\s?사\s?장|대\s?표\s?이\s?사|관\s?장|총\s?장|학\s?장|교\s?장"
    r"|위\s?원\s?장|센\s?터\s?장|단\s?장|본\s?부\s?장|소\s?장|사\s?장|대표자?)(?:\s+[가-힣]\s?[가-힣]\s?[가-힣]?)?$"
)
_COMPANY = re.compile(r"주식회사|\(주\)|㈜|유한회사|사단법인|재단법인|\(재\)|\(사\)")
_CONTENTS = re.compile(
    r"^[\W_]*(?:목\s*차|차\s*례|순\s*서|(?:table\s+of\s+)?contents|(?:표|그림|수식)\s*(?:목\s*차|차\s*례)|제목\s*차례)[\W_]*\d*$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^[\[<〈【(]?\s*(?:그림|표|사진|도표|차트|수식|Figure|Fig\.|Table|Exhibit|Source|Note|Photo)\s*[\d.:<\[]",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^[※*☞▶→⇒‣·∙•\-–—○◦❍ㅇ#=]|^주\s?\d?\)|^\(?단위")
_WORDS = re.compile(
    r"^([^\W\d_]{3,12})\s+((?:\d{1,3}|[IVXLC]+|[A-ZÀ-Þ]\w+(?:\s[A-ZÀ-Þ]\w+){0,2}))\.?$"
)
_NO_SERIES = frozenset({"table", "figure", "note", "source", "exhibit", "photo", "fig", "box"})
_PAGE_NUMBER = re.compile(r"[\s.·…‥ㆍ․\-_\t]+\d{1,4}\s*$")
_NOISE = re.compile(r"[\W_\d]+")
_REMARKS = ("※", "(", "*")


@dataclass(slots=True)
class Line:
    """A visible top-level block as the search for headings sees it."""

    at: int
    """Its place among the blocks of the document."""
    text: str = ""
    """Empty for what is no line of text (tables, pictures, lists)."""
    marker: Marker | None = None
    size: int = 0
    """Against the text around it, from -4 to 5."""
    strong: bool = False
    centered: bool = False
    heading: Heading | None = None
    """Set where it is a heading already."""
    is_text: bool = False
    """Whether it could become a heading."""
    chosen: bool = False
    """Whether it is to become a heading."""
    titled: bool = False
    """Whether it is the title under a label ("<서식 1>") that stands in a line of its own."""
    in_contents: bool = False
    """Whether it is an entry of a printed table of contents."""
    frames: int = 0
    """How many title boxes stand above it."""
    next: Line | None = field(default=None, repr=False)

    @property
    def rest(self) -> str:
        """The text behind the marker."""
        return self.marker.rest if self.marker is not None else self.text

    @property
    def emphasised(self) -> bool:
        """Whether it stands out of the text."""
        return self.strong or self.size >= 1

    @property
    def look(self) -> tuple[int, bool]:
        """What a reader's eye compares."""
        return self.size, self.strong


def lines_of_document(blocks: Blocks) -> list[Line]:
    """Return the visible blocks of a document's body in order, each knowing the next."""
    lines = [line for at, block in enumerate(blocks) if (line := _line(at, block)) is not None]
    lengths: Counter[int] = Counter()
    for line in lines:
        if line.is_text:
            lengths[line.size] += len(line.text)
    body = lengths.most_common(1)[0][0] if lengths else 0
    frames = 0
    for line, later in zip_longest(lines, lines[1:]):
        frames += line.heading is not None and line.heading.frame_cells > 0
        line.frames = frames
        line.next = later
        line.size -= body
    _mark_contents(lines)
    _mark_words(lines)
    return lines


def _line(at: int, block: Block) -> Line | None:
    if isinstance(block, Heading):
        text = _folded(f"{block.number or ''} {plain_text(block.inlines)}")
        return Line(at, text, _marker(text, block), *_look(block.inlines, block), heading=block)
    if isinstance(block, Paragraph):
        text = _folded(plain_text(block.inlines))
        if text:
            told_no = block.role not in (None, "title")
            return Line(
                at, text, marker_of(text), *_look(block.inlines, block), is_text=not told_no
            )
        return Line(at) if has_content((block,)) else None
    item = only_item(block)
    if item is not None:
        marker, paragraph = item
        text = _folded(f"{marker} {plain_text(paragraph.inlines)}")
        return Line(
            at, text, marker_of(text), *_look(paragraph.inlines, paragraph), is_text=True
        )
    if isinstance(block, PageBreak) or not has_content((block,)):
        return None
    return Line(at)


def only_item(block: Block) -> tuple[str, Paragraph] | None:
    """Return marker and text of a numbered list of one item with one paragraph."""
    if not isinstance(block, ListBlock) or not block.ordered or len(block.items) != 1:
        return None
    item = block.items[0]
    if len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph):
        return None
    return item.marker, item.blocks[0]


def _marker(text: str, heading: Heading) -> Marker | None:
    found = marker_of(text)
    if found is None and heading.number and heading.number.strip().isdecimal():
        return Marker(MarkerKind.DECIMAL, int(heading.number), "", plain_text(heading.inlines))
    return found


def _look(inlines: Inlines, block: Heading | Paragraph) -> tuple[int, bool, bool]:
    shown = _without_remark(inlines)
    return size_rank(shown), is_strong(shown), block.layout.align is Align.CENTER


def _without_remark(inlines: Inlines) -> Inlines:
    """Return ``inlines`` up to a remark in small print ("2-1. 목표 ※ 해당 시 작성")."""
    for at, inline in enumerate(inlines):
        if at and isinstance(inline, Text) and inline.value.lstrip()[:1] in _REMARKS:
            if plain_text(inlines[:at]).strip():
                return inlines[:at]
    return inlines


def _folded(text: str) -> str:
    return " ".join(text.split())


def _mark_words(lines: Sequence[Line]) -> None:
    """Give lines that begin with one word ("Artigo Quinto") a marker where there are several."""
    found: defaultdict[str, list[tuple[Line, str]]] = defaultdict(list)
    for line in lines:
        match = _WORDS.match(line.text) if line.is_text and line.marker is None else None
        word = _bare(match[1]) if match else ""
        if match and word not in _NO_SERIES:
            found[word].append((line, match[2]))
    for word, members in found.items():
        leading = sum(_leads(line) for line, _ in members)
        if len(members) >= _FEWEST_WORDS and leading >= 0.9 * len(members):
            for line, rest in members:
                line.marker = Marker(MarkerKind.WORD, 0, word, rest)


# ---------------------------------------------------------------- printed contents


def is_contents_title(text: str) -> bool:
    """Whether ``text`` is what stands above a printed table of contents ("목차", "Contents")."""
    return _CONTENTS.match(text) is not None


def _mark_contents(lines: Sequence[Line]) -> None:
    """Mark the entries below "목차": lines that come again, or end in the number of a page."""
    for at, line in enumerate(lines):
        if line.text and _CONTENTS.match(line.text):
            line.in_contents = True
            entries = list(_entries(lines, at + 1))
            later = {_bare(other.text) for other in lines[at + 1 + len(entries) :] if other.text}
            again = sum(
                _bare(_PAGE_NUMBER.sub("", entry.text)) in later
                or _PAGE_NUMBER.search(entry.text) is not None
                for entry in entries
            )
            if entries and again >= 0.5 * len(entries):
                for entry in entries:
                    entry.in_contents = True


def _entries(lines: Sequence[Line], start: int) -> Iterator[Line]:
    seen: set[str] = set()
    for line in lines[start:]:
        if not line.text or (line.heading is not None and line.heading.frame_cells):
            return
        if len(line.text) > _LONGEST_LATIN or is_statement(line.text):
            return
        bare = _bare(_PAGE_NUMBER.sub("", line.text))
        if line.heading is not None and not line.heading.inferred:
            return
        if bare in seen and bare and not _PAGE_NUMBER.search(line.text):
            return
        seen.add(bare)
        yield line


def _bare(text: str) -> str:
    """Return the letters of ``text``, capitals and accents aside."""
    folded = unicodedata.normalize("NFKD", text) if text.isupper() else text
    return _NOISE.sub("", folded).lower()


# ---------------------------------------------------------------- one line


def _fits(line: Line) -> bool:
    """Whether a line reads as a heading: short, no statement, no value, nobody's name."""
    text, rest = line.text, _REMARK.sub("", line.rest) or line.rest
    kind = line.marker.kind if line.marker is not None else None
    if line.in_contents or not any(map(str.isalpha, rest or text)):
        return False
    if kind is MarkerKind.LABEL:
        return len(text) <= _LONGEST and not _reads_on(rest)
    longest = _LONGEST_SQUARE if kind is MarkerKind.SQUARE else _LONGEST
    if not any("가" <= char <= "힣" for char in rest):
        longest = _LONGEST_LATIN
    if not 1 < len(rest) <= longest or _is_sentence(line):
        return False
    if kind is not MarkerKind.WORD and _VALUE.match(rest):
        return False
    return not (_ATTACHED.search(text) or _ENCLOSURES.match(text) or _SIGNED.search(text))


def _reads_on(rest: str) -> bool:
    """Whether a label is only the beginning of a sentence ("<서식9>의 동의서")."""
    return bool(rest) and (
        rest[0] in "의을를은는이가에와과및참,." or bool(_ATTACHED.search(rest)) or is_statement(rest)
    )


def _is_sentence(line: Line) -> bool:
    return (
        is_statement(line.text)
        or holds_sentences(line.rest)
        or _UNFINISHED.search(line.rest) is not None
    )


def _leads(line: Line) -> bool:
    """Whether something else than the next line of its series follows a line."""
    later = line.next
    if later is None:
        return False
    if line.marker is None or later.marker is None:
        return True
    if later.marker.kind is not line.marker.kind:
        return True
    if line.marker.kind is MarkerKind.LABEL:
        return False
    return later.marker.above != line.marker.above


# ---------------------------------------------------------------- series


def choose(lines: Sequence[Line], *, told: int) -> None:
    """Mark the lines that are headings though no style says so.

    Args:
        lines: of the whole document.
        told: how many headings styles and readers tell already.
    """
    _choose_labels(lines)
    numbered = [
        line
        for line in lines
        if line.marker is not None
        and line.marker.kind not in (MarkerKind.LABEL, MarkerKind.SQUARE, MarkerKind.WORD)
        and not line.in_contents
    ]
    looks = sorted({line.look for line in numbered if line.is_text and line.emphasised})
    for look in reversed(looks):
        same = [n for n in numbered if n.heading is None and n.look == look]
        for run in runs_of(same):
            if _is_series(run, strict=False):
                _take(run)
    # A member that the author forgot to make strong stands between two that are.
    for run in runs_of(numbered):
        _fill(run)
    rest = [n for n in numbered if not n.chosen and (n.is_text or n.heading)]
    for run in runs_of(rest):
        own = [line for line in run if line.heading is None]
        if len(run) > 1 and own and _is_series(run, strict=bool(told) and len(own) == len(run)):
            _take(run)
    _choose_lone(numbered)
    for line in lines:
        if line.marker is not None and line.marker.kind is MarkerKind.WORD and line.is_text:
            line.chosen = _fits(line)
    _choose_squares(lines)
    _choose_unnumbered(lines, told)


def runs_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the series of numbered lines: numbers that rise by one, or now and then by two."""
    runs: list[list[Line]] = []
    opened: defaultdict[tuple[MarkerKind, str, bool], list[list[Line]]] = defaultdict(list)
    for line in lines:
        marker = line.marker
        if marker is None or not marker.number:
            continue
        framed = line.heading is not None and line.heading.frame_cells > 0
        stack = opened[marker.kind, marker.above, framed]
        # The numbers of a list inside a section do not end the series of sections.
        at = next(
            (at for at in reversed(range(len(stack))) if _goes_on(stack[at], line, at + 1 < len(stack))),
            None,
        )
        if at is None:
            stack.append([])
            runs.append(stack[-1])
        else:
            del stack[at + 1 :]
        stack[-1].append(line)
    return runs


def _goes_on(run: Sequence[Line], line: Line, over_others: bool) -> bool:
    """Whether a line has the next number of a run, or the one after that."""
    last, marker = run[-1].marker, line.marker
    if last is None or marker is None:
        return False
    step = marker.number - last.number
    if over_others:
        return step == 1 and line.frames == run[-1].frames
    return 1 <= step <= 2


def _is_series(run: Sequence[Line], *, strict: bool) -> bool:
    """Whether the lines of a run are headings, as a whole."""
    marker = run[0].marker
    if marker is None or (marker.number > 2 and len(run) < 3):
        return False
    own = [line for line in run if line.heading is None]
    emphasised = all(line.emphasised for line in own)
    if len(run) == 1 and not emphasised:
        return False
    if marker.kind in _POINTS and not all(line.size >= 1 for line in own):
        return False
    small = sum(line.size <= -2 or (line.size < 0 and not line.strong) for line in own)
    if 2 * small > len(own):
        return False
    count = len(run)
    told = sum(line.heading is not None for line in run)
    fitting = told + sum(map(_fits, own))
    sentences = sum(map(_is_sentence, own))
    leading = sum(_leads(line) for line in run)
    flawless = strict or (marker.kind in _LOW and not emphasised)
    if flawless:
        return fitting == count and leading >= 0.75 * count
    least = 0.5 if emphasised else 0.6
    return fitting >= 0.66 * count and sentences <= 0.2 * count and leading >= least * count


def _take(run: Iterable[Line]) -> None:
    for line in run:
        if line.is_text and _may_join(line):
            line.chosen = True


def _may_join(line: Line) -> bool:
    """Whether a line of a series of headings is one, even with a value behind it."""
    if _is_sentence(line) or _ATTACHED.search(line.text) or line.in_contents:
        return False
    return len(line.rest) <= _LONGEST_LATIN and any(map(str.isalpha, line.rest))


def _fill(run: Sequence[Line]) -> None:
    """Choose the members of a run that stand between its headings, and good ones around them."""
    known = [at for at, line in enumerate(run) if line.chosen or line.heading]
    if len(known) < 2 or 2 * len(known) < len(run):
        return
    for at, line in enumerate(run):
        inside = known[0] < at < known[-1]
        if line.is_text and _may_join(line) and (inside or (_fits(line) and _leads(line))):
            line.chosen = True


def _choose_lone(numbered: Sequence[Line]) -> None:
    """Choose numbered lines that are alone where their kind makes headings elsewhere."""
    known = {(n.marker.kind, n.look) for n in numbered if n.chosen and n.marker is not None}
    told = {n.marker.kind for n in numbered if n.heading and n.marker and not n.heading.frame_cells}
    texts = {n.text for n in numbered if n.chosen}
    alone = {run[0].at for run in runs_of(numbered) if len(run) == 1}
    for line in numbered:
        marker = line.marker
        if line.chosen or not line.is_text or marker is None or not _fits(line) or not _leads(line):
            continue
        if line.text in texts:
            line.chosen = True
        elif line.at not in alone or marker.kind in _POINTS:
            continue
        elif line.emphasised and (marker.kind, line.look) in known:
            line.chosen = True
        elif marker.kind not in _LOW and marker.number == 1 and len(line.rest) <= _LONGEST // 2:
            line.chosen = (marker.kind, line.look) in known or marker.kind in told


def _choose_labels(lines: Sequence[Line]) -> None:
    for line in lines:
        if not line.is_text or line.marker is None or line.marker.kind is not MarkerKind.LABEL:
            continue
        if not _fits(line) or not _leads(line):
            continue
        title = line.next
        if not line.rest and title is not None and _is_title(title):
            title.chosen = title.titled = True
        else:
            line.chosen = True


def _is_title(line: Line) -> bool:
    return (
        line.is_text
        and line.marker is None
        and (line.emphasised or line.centered)
        and _is_unnumbered_heading(line)
    )


def _choose_squares(lines: Sequence[Line]) -> None:
    groups: defaultdict[tuple[str, tuple[int, bool]], list[Line]] = defaultdict(list)
    regions: dict[int, int] = {}
    region = 0
    for line in lines:
        if line.chosen or line.heading is not None:
            region += 1
        marker = line.marker
        if line.is_text and marker is not None and marker.kind is MarkerKind.SQUARE:
            groups[marker.above, line.look].append(line)
            regions[line.at] = region
    for group in groups.values():
        if group[0].size <= -2:
            continue
        good = [line for line in group if _fits(line) and _leads(line)]
        if len(good) >= 0.6 * len(group) and (len(good) > 1 or group[0].emphasised):
            for line in good:
                line.chosen = True
            continue
        for number in {regions[line.at] for line in group}:
            near = [line for line in group if regions[line.at] == number]
            if len(near) > 1 and all(_fits(line) and _leads(line) for line in near):
                for line in near:
                    line.chosen = True


def _choose_unnumbered(lines: Sequence[Line], told: int) -> None:
    texts = [line for line in lines if line.is_text and not line.in_contents]
    looks_told = {
        line.look
        for line in lines
        if line.heading is not None and not line.heading.frame_cells and line.emphasised
    }
    seen = Counter(line.text for line in texts)
    cover = _end_of_cover(lines)
    groups: defaultdict[tuple[int, bool, bool], list[Line]] = defaultdict(list)
    for line in texts:
        if line.chosen or line.marker is not None or not line.emphasised:
            continue
        if told and (line.look not in looks_told or line.at <= cover):
            continue
        if line.next is not None and _VALUE.match(line.next.rest) and line.next.is_text:
            continue
        if _is_unnumbered_heading(line) and seen[line.text] < _FEWEST_STRONG:
            groups[(*line.look, line.centered)].append(line)
    for (size, strong, _), group in groups.items():
        if len(group) > max(3, _MOST_UNNUMBERED_SHARE * len(texts)):
            continue
        leading = [line for line in group if _leads(line)]
        if size >= 2 or (size == 1 and strong):
            for line in leading:
                line.chosen = True
    _leave_one([line for line in lines if line.at <= cover and _is_loose(line)])
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _is_loose(line):
            run.append(line)
        else:
            _leave_one(run)
            run = []


def _is_loose(line: Line) -> bool:
    return line.chosen and line.marker is None and not line.titled


def _end_of_cover(lines: Sequence[Line]) -> int:
    """Return the place of the last line of a cover: short lines before any heading or sentence; -1 for none."""
    end = -1
    for line in lines:
        if line.heading is not None or line.in_contents or (line.chosen and line.marker is not None):
            return end
        if line.text and (len(line.text) > _LONGEST_UNNUMBERED or _is_sentence(line)):
            return -1
        end = line.at
    return -1


def _is_unnumbered_heading(line: Line) -> bool:
    text = line.text
    if _CONTENTS.match(text) or _ENCLOSED.match(text):
        return False
    if not 1 < len(text) <= _LONGEST_UNNUMBERED or not any(map(str.isalpha, text)):
        return False
    if _is_sentence(line) or _CAPTION.match(text) or _ASIDE.match(text) or _VALUE.match(text):
        return False
    if _DATE.match(text) or _SIGNED.search(text) or _ATTACHED.search(text):
        return False
    is_name = _OFFICE.search(text) or _COMPANY.search(text)
    return not (is_name and len(text) <= 25) and not _ENCLOSURES.match(text)


def _leave_one(run: Sequence[Line]) -> None:
    """Of unnumbered lines one after the other, as on covers, keep the first of the largest."""
    if len(run) > 1:
        largest = max(run, key=lambda each: each.size)
        for each in run:
            each.chosen = each is largest
