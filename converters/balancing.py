# SPDX-License-Identifier: AGPL-3.0-or-later
"""The balance of letters: every letter and digit of a source is in the book, or named.

Both sides are paragraphs of bare letters. Those that are equal are struck off first, so that
what the program adds (numbers of headings, markers, marks of notes) cannot stand in for what it
lost. What is left is paired where one side contains the other, as joined, split or
numbered paragraphs do; of the rest, single letters are compared.

Lines of printed pages are joined and moved more freely, and nothing is added to them: what is
missing there is at most what all lines have more of than all paragraphs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from converters.document.balance import Balance, UnaccountedText
from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Document,
    EquationBlock,
    Heading,
    InlineMath,
    InlineUnsupported,
    ListBlock,
    Math,
    NoteRef,
    Ruby,
    Unsupported,
)
from converters.document.walk import inlines_of, iter_blocks, iter_inlines, plain_text
from converters.source.letters import SourceText, letters_of

_FIRST_WORDS = 60
_WINDOW = 40
"""How far around its own place a paragraph that was joined or split is looked for."""
_NEXT = 3
_WRITTEN_OUT = frozenset({"omml", "text", "latex"})
_OLD_HANGUL = frozenset(map(chr, range(0x1100, 0x1200)))
_ALMOST_ALL = 0.8
_LITTLE = 0.3
_LEAST_SCATTERED = 8
_BEGINNING = 16
_STRAY = 20
"""A text with more than so many letters for each that it lacks was taken for its neighbour."""
_LEAST_PIECE = 2
_LONGEST_NUMBER = 8
_MOST_OPEN = 1_500
_RUNNING = "running-head"
_PICTURED = "pictured"
_REPEATED = frozenset({_RUNNING})
"""What a Document keeps once and a source may print on every page."""
_TAG = re.compile(r"<annotation.*?</annotation[^>]*>|<[^>]*>", re.DOTALL)


class _LeftOut:
    """Letters that a book leaves out by name."""

    def __init__(self) -> None:
        self.letters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """By kind."""

    def add(self, kind: str, letters: Iterable[str]) -> None:
        """Count letters of a kind."""
        self.letters[kind].update(letters)

    def counts(self) -> dict[str, int]:
        """Return the letters of each kind that has any."""
        return {kind: found.total() for kind, found in self.letters.items() if found.total()}


@dataclass(slots=True)
class _Printed:
    """A paragraph of the Document, as it may stand in the source."""

    forms: tuple[str, ...]
    """Its own letters, and those with what the program added."""
    rest: str
    """All its letters in order, less those that were found in the source."""
    kind: str = ""
    """Why the book leaves it out; empty for what the book prints."""
    letters: str = ""
    """All its letters in order."""
    own: str = ""
    """Of these the letters that are its text: no number, marker, reading or formula."""
    listing: int = 0
    """A number of the listing whose line it is; 0 for what is none."""

    @property
    def is_open(self) -> bool:
        """Whether nothing, or little of it, was found in the source."""
        return len(self.rest) > _LITTLE * len(self.letters)


@dataclass(frozen=True, slots=True)
class _Open:
    """A paragraph of the source that no paragraph of the Document equals."""

    at: int
    """Its place among all."""
    text: SourceText
    letters: str


def balance_of(source: Iterable[SourceText], document: Document) -> Balance:
    """Return where the letters of a source went in ``document``."""
    texts: list[tuple[SourceText, str]] = []
    left_out = _LeftOut()
    total = 0
    for text in source:
        letters = letters_of(text.text)
        total += len(letters)
        if letters and text.left_out:
            left_out.add(text.left_out, letters)
        elif letters:
            texts.append((text, letters.lower()))
    by_page = any(text.page for text, _ in texts)
    # What the counter has named already must not stand in for anything else.
    printed = [
        each for each in _printed(document) if not each.kind or each.kind not in left_out.letters
    ]
    if by_page:
        missing = _missing_on_pages(texts, printed, left_out)
        # Which lines lack something is asked only where something is missing.
        lost = _lines_of(missing, texts, _open_lines(texts, printed)) if missing else []
    else:
        lost = _without_strays(_open_lines(texts, printed, left_out), texts, printed)
    where = tuple(
        UnaccountedText(text.place, " ".join(text.text.split())[:_FIRST_WORDS], letters.total())
        for text, letters in lost
    )
    nowhere = sum(letters.total() for _, letters in lost)
    counts = left_out.counts()
    pictured = counts.pop(_PICTURED, 0)
    book = total - nowhere - pictured - sum(counts.values())
    return Balance(total, book, counts, pictured, where)


def _open_lines(
    texts: list[tuple[SourceText, str]], printed: list[_Printed], left_out: _LeftOut | None = None
) -> list[tuple[SourceText, Counter[str]]]:
    """Return the texts that are not whole in the Document, and the letters that they lack.

    Args:
        texts: of the source, with their letters.
        printed: paragraphs of the Document.
        left_out: told what is found in paragraphs that the book leaves out.
    """
    told = left_out or _LeftOut()
    open_texts, open_printed = _without_equals(texts, printed, told)
    open_printed = _with_whole_listings(open_printed)
    share = len(open_printed) / max(len(texts), 1)
    for find in (_take_almost_equal, _take_contained, _take_scattered):
        open_texts = _without_parts(open_texts, open_printed, find, share, told)
    open_texts = _without_pieces(open_texts, open_printed, share, told)
    # What is left of a text may have been joined to its neighbour, as after a deletion.
    open_texts = _without_parts(open_texts, open_printed, _take_contained, share, told)
    return _without_letters(open_texts, open_printed, told)


def _without_strays(
    lost: list[tuple[SourceText, Counter[str]]],
    texts: list[tuple[SourceText, str]],
    printed: list[_Printed],
) -> list[tuple[SourceText, Counter[str]]]:
    """Return what is lost, less the odd letter of a long text that the Document has elsewhere.

    Only letters that paragraphs have of their own count for it: what the program adds (numbers,
    markers) must not stand in for what it lost.
    """
    strays = [letters.total() * _STRAY < len(letters_of(text.text)) for text, letters in lost]
    if not any(strays):
        return lost
    short: Counter[str] = Counter()
    beginnings: Counter[str] = Counter()
    for _, letters_of_text in texts:
        short.update(letters_of_text)
        beginnings[letters_of_text[:_BEGINNING]] += 1
    # What has no marker goes first: an entry of the contents begins as its numbered heading does.
    for each in sorted(printed, key=lambda each: each.own != each.letters):
        beginning = each.letters[:_BEGINNING]
        # A marker that a paragraph of the source begins with was typed, and is the author's.
        typed = beginnings[beginning] > 0
        beginnings[beginning] -= 1
        short.subtract(each.letters if typed else each.own)
    short = +short
    rest = [
        (text, letters & short if stray else letters)
        for (text, letters), stray in zip(lost, strays, strict=True)
    ]
    return [(text, letters) for text, letters in rest if letters]


def _missing_on_pages(
    texts: list[tuple[SourceText, str]], printed: list[_Printed], left_out: _LeftOut
) -> Counter[str]:
    """Return the letters that the lines of all pages have more of than the whole Document."""
    missing: Counter[str] = Counter()
    for _, letters in texts:
        missing.update(letters)
    surplus: Counter[str] = Counter()
    for each in printed:
        surplus.update(each.letters)
    surplus -= missing
    of_kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in printed:
        of_kinds[each.kind].update(each.letters)
    for kind, letters_of_kind in of_kinds.items():
        shared = missing & letters_of_kind
        missing -= shared
        if kind:
            left_out.letters[kind] = shared
    return missing - _bare_letters(surplus)


def _bare_letters(letters: Counter[str]) -> Counter[str]:
    """Return the letters under accents: a page may have printed the two one upon the other."""
    bare: Counter[str] = Counter()
    for letter, number in letters.items():
        under = unicodedata.normalize("NFD", letter)[0]
        if under != letter and not "가" <= letter <= "힣":
            bare[under] += number
    return bare


def _lines_of(
    missing: Counter[str],
    texts: list[tuple[SourceText, str]],
    open_lines: list[tuple[SourceText, Counter[str]]],
) -> list[tuple[SourceText, Counter[str]]]:
    """Return the lines that missing letters may have stood in: open ones, then any others."""
    short: list[tuple[SourceText, Counter[str]]] = []
    for text, wanted in (*open_lines, *((text, Counter(letters)) for text, letters in texts)):
        shared = wanted & missing
        missing = missing - shared
        if shared:
            short.append((text, shared))
        if not missing:
            break
    return short


def _key(letters: str) -> str:
    """Return letters in no order: a reading or a mark that stands elsewhere is not lost."""
    return "".join(sorted(letters))


def _without_equals(
    texts: list[tuple[SourceText, str]], printed: list[_Printed], left_out: _LeftOut
) -> tuple[list[_Open], list[_Printed]]:
    """Strike off equal paragraphs; return what is open on both sides."""
    taken: set[int] = set()
    repeated: set[tuple[int, str]] = set()
    missing = [_Open(at, text, letters) for at, (text, letters) in enumerate(texts)]
    # Nearly all stand as they were; sorting the letters of those too would take most of the time.
    ways: tuple[Callable[[str], str], ...] = (str, _key)
    for key in ways:
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for at in range(len(printed) - 1, -1, -1):
            if at not in taken:
                for form in dict.fromkeys(map(key, printed[at].forms)):
                    waiting[form].append(at)
        still_missing: list[_Open] = []
        for each in missing:
            places = waiting.get(key(each.letters), [])
            place = _equal(each.text, places, taken, repeated)
            if place is None:
                still_missing.append(each)
                continue
            if printed[place].kind in _REPEATED:
                repeated.add((place, _part(each.text)))
            else:
                taken.add(place)
            if printed[place].kind:
                left_out.add(printed[place].kind, each.letters)
        missing = still_missing
    found = taken.union(place for place, _ in repeated)
    rest = [each for at, each in enumerate(printed) if at not in found]
    return missing, rest


def _with_whole_listings(printed: list[_Printed]) -> list[_Printed]:
    """Return paragraphs with the lines of each listing joined that are no paragraphs of their own."""
    joined: list[_Printed] = []
    for each in printed:
        last = joined[-1] if joined else None
        if last is not None and each.listing and each.listing == last.listing:
            letters = last.letters + each.letters
            joined[-1] = replace(last, forms=(letters,), rest=letters, letters=letters, own=letters)
        else:
            joined.append(each)
    return joined


def _equal(
    text: SourceText, places: list[int], taken: set[int], repeated: set[tuple[int, str]]
) -> int | None:
    """Return the first of ``places``, which are in falling order, that still stands for a text."""
    part = _part(text)
    while places and places[-1] in taken:
        places.pop()
    return next((p for p in reversed(places) if p not in taken and (p, part) not in repeated), None)


def _part(text: SourceText) -> str:
    """Return where a running head stands once: in each section, or on each page."""
    return text.place if text.page else text.place.rpartition("#")[0]


def _without_parts(
    texts: list[_Open],
    printed: list[_Printed],
    take: Callable[[str, _Printed], bool],
    share: float,
    left_out: _LeftOut,
) -> list[_Open]:
    """Find open paragraphs in those of the Document by one way of looking; return the others."""
    missing: list[_Open] = []
    last = 0
    for each in texts:
        far = len(each.letters) >= _LEAST_SCATTERED and len(printed) <= _MOST_OPEN
        for index in _near(len(printed), round(each.at * share), last, everywhere=far):
            if take(each.letters, printed[index]):
                last = index
                if printed[index].kind:
                    left_out.add(printed[index].kind, each.letters)
                break
        else:
            missing.append(each)
    return missing


def _near(count: int, at: int, last: int, *, everywhere: bool) -> Iterator[int]:
    """Yield indices of open paragraphs: where the last one was found, then those near a place."""
    yield from range(last, min(last + _NEXT, count))
    first, end = max(0, at - _WINDOW), min(at + _WINDOW, count)
    yield from range(first, end)
    if everywhere:
        # What stands beside the flow (boxes, notes) may be anywhere.
        yield from range(first)
        yield from range(end, count)


def _take_almost_equal(letters: str, printed: _Printed) -> bool:
    """Take a whole paragraph that has little more than the text: a number that was counted."""
    rest = printed.rest
    if not 1 < len(letters) <= len(rest) <= len(letters) / _ALMOST_ALL + _LONGEST_NUMBER:
        return False
    if rest.startswith(letters):
        # Numbers stand before a text; what stands behind it is another text.
        return False
    wanted, found = Counter(letters), Counter(rest)
    if letters.isnumeric() or not wanted <= found:
        return False
    more = "".join((found - wanted).elements())
    added = "".join(letter for letter in more if letter.isalpha() and letter not in _OLD_HANGUL)
    if len(added) > (1 - _ALMOST_ALL) * len(rest):
        return False
    # Numbers are the program's own, and syllables of old Hangul were private characters in the
    # source; another letter may be a drop cap, which is a text of its own.
    printed.rest = added
    return True


def _take_contained(letters: str, printed: _Printed) -> bool:
    """Take a text out of the paragraph that it was joined to."""
    if letters not in printed.rest:
        return False
    printed.rest = printed.rest.replace(letters, " ", 1)
    return True


def _take_scattered(letters: str, printed: _Printed) -> bool:
    """Take a text whose letters stand apart in a paragraph: readings or marks are among them."""
    if not _LEAST_SCATTERED <= len(letters) <= len(printed.rest):
        return False
    rest = Counter(printed.rest)
    wanted = Counter(letters)
    if not wanted <= rest:
        return False
    printed.rest = "".join((rest - wanted).elements())
    return True


def _without_pieces(
    texts: list[_Open], printed: list[_Printed], share: float, left_out: _LeftOut
) -> list[_Open]:
    """Take the pieces of split paragraphs out of the texts; return what is missing of these."""
    missing: list[_Open] = []
    for each in texts:
        letters = each.letters
        middle = round(each.at * share)
        for index in range(max(0, middle - _WINDOW), min(middle + _WINDOW, len(printed))):
            piece = printed[index]
            rest = piece.rest.replace(" ", "")
            is_end = bool(rest) and (letters.startswith(rest) or letters.endswith(rest))
            if is_end or (len(rest) >= _LEAST_PIECE and rest in letters):
                letters = letters.replace(rest, "", 1)
                piece.rest = ""
                if piece.kind:
                    left_out.add(piece.kind, rest)
        if letters:
            missing.append(replace(each, letters=letters))
    return missing


def _without_letters(
    texts: list[_Open], printed: list[_Printed], left_out: _LeftOut
) -> list[tuple[SourceText, Counter[str]]]:
    """Look for single letters in what is still open; return the texts that lack some."""
    pools: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in printed:
        if each.is_open:
            pools[each.kind] += Counter(each.rest.replace(" ", ""))
    lost: list[tuple[SourceText, Counter[str]]] = []
    for text in texts:
        wanted = Counter(text.letters)
        # A few letters are found anywhere by chance.
        for kind in sorted(pools) if len(text.letters) >= _LEAST_SCATTERED else ():
            shared = wanted & pools[kind]
            pools[kind] -= shared
            wanted = wanted - shared
            if kind:
                left_out.add(kind, shared.elements())
        if wanted:
            lost.append((text.text, wanted))
    return lost


def _printed(document: Document) -> Iterator[_Printed]:
    """Yield the paragraphs of a Document: what the book prints, then what it leaves out."""
    marks = {key: note.mark for key, note in document.notes.items()}
    yield from _paragraphs(document.blocks, marks)
    for note in document.notes.values():
        yield from _paragraphs(note.blocks, marks, mark=note.mark)
    for comment in document.comments.values():
        yield from _paragraphs(comment.blocks, marks, kind="comment")
    for hidden in document.hidden:
        yield from _paragraphs(hidden.blocks, marks, kind=hidden.why)
    for running in document.running:
        yield from _paragraphs(running.blocks, marks, kind=_RUNNING)


def _paragraphs(
    blocks: Blocks,
    marks: Mapping[str, str],
    *,
    kind: str = "",
    mark: str = "",
) -> Iterator[_Printed]:
    markers: dict[int, str] = {}
    drawn_again: set[int] = set()
    for block in iter_blocks(blocks):
        if isinstance(block, Aside) and block.role == "chart":
            drawn_again.update(map(id, iter_blocks(block.blocks)))
        if isinstance(block, ListBlock):
            markers.update((id(item.blocks[0]), item.marker) for item in block.items if item.blocks)
        if isinstance(block, Heading) and block.number and block.frame_cells:
            # It stood in a cell of its own beside the title.
            yield from _one(kind, block.number)
        elif isinstance(block, Heading):
            markers[id(block)] = block.number or ""
        if id(block) in drawn_again:
            # A chart's figures are no text of the source.
            continue
        if isinstance(block, CodeBlock):
            # Each line may have been a paragraph of its own.
            for line in block.text.splitlines():
                for printed in _one(kind, line):
                    yield replace(printed, listing=id(block))
            continue
        own, more = _texts_of(block, marks)
        # A marker may stand before a formula or a picture, and its text after that.
        mark += markers.get(id(block), "")
        for made in _one(kind, own, own + more, mark + own, mark + own + more):
            mark = ""
            yield made


def _one(kind: str, *forms: str) -> Iterator[_Printed]:
    """Yield a paragraph in its forms, the fullest last; none where it has no letters."""
    letters = [letters_of(form).lower() for form in dict.fromkeys(forms)]
    if letters[-1]:
        yield _Printed(tuple(filter(None, letters)), letters[-1], kind, letters[-1], letters[0])


def _formula(math: Math) -> str:
    """Return the text of a formula that its source stores as text, too; others are scripts there."""
    return _TAG.sub("", math.mathml) if math.notation in _WRITTEN_OUT else ""


def _texts_of(block: Block, marks: Mapping[str, str]) -> tuple[str, str]:
    """Return what a block prints of its own, and what stands beside it: readings, marks, formulas."""
    if isinstance(block, Unsupported):
        return block.text, ""
    if isinstance(block, EquationBlock):
        return "", _formula(block.math)
    inlines = inlines_of(block)
    more: list[str] = []
    for inline in iter_inlines(inlines):
        if isinstance(inline, Ruby):
            more.append(inline.annotation)
        elif isinstance(inline, NoteRef):
            more.append(marks.get(inline.note_id, ""))
        elif isinstance(inline, InlineUnsupported):
            more.append(inline.text)
        elif isinstance(inline, InlineMath):
            more.append(_formula(inline.math))
    return plain_text(inlines), "".join(more)
