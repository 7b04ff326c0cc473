# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs and what stands in a line: fields, notes, readings, marks, tracked changes."""

from __future__ import annotations

import re

from tests.docx_writer.markup import RSID, Markup, quoted, shown

Piece = str | Markup
_SCRIPTS = re.compile(r"[A-Za-z][A-Za-z0-9.,'&/-]*(?: [A-Za-z][A-Za-z0-9.,'&/-]*)*")
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_AUTHOR = 'w:author="김주무관" w:date="2026-03-02T09:00:00Z"'


def bare(text: str, properties: str = "") -> Markup:
    """Return one run of ``text``; a line feed is a break, a tab a tab."""
    inner = []
    for piece in re.split(r"([\t\n])", text):
        if piece == "\t":
            inner.append("<w:tab/>")
        elif piece == "\n":
            inner.append("<w:br/>")
        elif piece:
            space = ' xml:space="preserve"' if piece != piece.strip() else ""
            inner.append(f"<w:t{space}>{shown(piece)}</w:t>")
    return run("".join(inner), properties)


def run(inner: str, properties: str = "") -> Markup:
    """Return a run with finished content."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return Markup(f"<w:r{RSID}>{look}{inner}</w:r>")


def text(value: str, properties: str = "") -> Markup:
    """Return ``value`` as Word divides it: a run for each script, Latin words checked for spelling."""
    done, at = [], 0
    for match in _SCRIPTS.finditer(value):
        if match.start() > at:
            done.append(bare(value[at : match.start()], _HINT + properties))
        done.append('<w:proofErr w:type="spellStart"/>')
        done.append(bare(match[0], properties))
        done.append('<w:proofErr w:type="spellEnd"/>')
        at = match.end()
    if at < len(value):
        done.append(bare(value[at:], _HINT + properties))
    return Markup("".join(done))


def line(*pieces: Piece) -> Markup:
    """Return pieces one after the other; plain strings are set as text."""
    return Markup("".join(p if isinstance(p, Markup) else text(p) for p in pieces))


def bold(value: str) -> Markup:
    """Return bold text."""
    return text(value, "<w:b/><w:bCs/>")


def styled(value: str, style: str, more: str = "") -> Markup:
    """Return text in a character style."""
    return text(value, f'<w:rStyle w:val="{style}"/>{more}')


def dotted(value: str) -> Markup:
    """Return text with emphasis marks above it (강조점)."""
    return text(value, '<w:em w:val="dot"/>')


def hidden(value: str) -> Markup:
    """Return text that is neither shown nor printed."""
    return text(value, "<w:vanish/>")


def language(value: str, tag: str) -> Markup:
    """Return text in another language, as Word marks it."""
    return bare(value, f'<w:lang w:val="{tag}" w:eastAsia="{tag}"/>')


def combined(value: str) -> Markup:
    """Return characters set two lines in one (East Asian layout)."""
    return text(value, '<w:eastAsianLayout w:id="-1204632319" w:combine="1"/>')


def symbol(font: str, code: str) -> Markup:
    """Return a character of a symbol font by its code in hexadecimal digits."""
    return run(f'<w:sym w:font="{font}" w:char="{code}"/>')


def ruby(base: str, reading: str) -> Markup:
    """Return ``base`` with its reading above (윗주)."""
    shape = (
        '<w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>'
        '<w:hpsBaseText w:val="20"/><w:lid w:val="ko-KR"/></w:rubyPr>'
    )
    above = bare(reading, f'{_HINT}<w:sz w:val="10"/>')
    below = bare(base, _HINT)
    return run(
        f"<w:ruby>{shape}<w:rt>{above}</w:rt><w:rubyBase>{below}</w:rubyBase></w:ruby>", _HINT
    )


# ---------------------------------------------------------------- fields and links


def field(instruction: str, result: Piece, *, dirty: bool = False) -> Markup:
    """Return a complex field whose instruction is spread over runs, as Word spreads it."""
    half = max(instruction.find(" ") + 1, 1)
    begin = ' w:dirty="true"' if dirty else ""
    words = "".join(
        run(f'<w:instrText xml:space="preserve">{shown(piece)}</w:instrText>')
        for piece in (" ", instruction[:half], instruction[half:], " ")
        if piece
    )
    return Markup(
        run(f'<w:fldChar w:fldCharType="begin"{begin}/>')
        + words
        + run('<w:fldChar w:fldCharType="separate"/>')
        + line(result)
        + run('<w:fldChar w:fldCharType="end"/>')
    )


def field_part(kind: str) -> Markup:
    """Return one mark of a complex field that goes over paragraphs."""
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def instruction(words: str) -> Markup:
    """Return an instruction of such a field."""
    return run(f'<w:instrText xml:space="preserve"> {shown(words)} </w:instrText>')


def simple_field(words: str, result: Piece) -> Markup:
    """Return a field in one element."""
    return Markup(f"<w:fldSimple w:instr={quoted(f' {words} ')}>{line(result)}</w:fldSimple>")


def to_bookmark(name: str, *pieces: Piece) -> Markup:
    """Return a link inside the document."""
    return Markup(
        f'<w:hyperlink w:anchor={quoted(name)} w:history="1">{line(*pieces)}</w:hyperlink>'
    )


def bookmark(name: str, number: int, *pieces: Piece) -> Markup:
    """Return pieces inside a bookmark."""
    inner = line(*pieces)
    return Markup(
        f'<w:bookmarkStart w:id="{number}" w:name={quoted(name)}/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    )


def go_back(number: int = 0) -> Markup:
    """Return the bookmark that Word leaves where the author stopped writing."""
    return bookmark("_GoBack", number)


# ---------------------------------------------------------------- tracked changes


def inserted(value: str, number: int) -> Markup:
    """Return a tracked insertion."""
    return Markup(f'<w:ins w:id="{number}" {_AUTHOR}>{text(value)}</w:ins>')


def deleted(value: str, number: int) -> Markup:
    """Return a tracked deletion."""
    gone = text(value).replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
    gone = gone.replace("<w:t ", "<w:delText ")
    return Markup(f'<w:del w:id="{number}" {_AUTHOR}>{gone}</w:del>')


def moved_from(value: str, number: int) -> Markup:
    """Return what was moved away from here."""
    name = f'w:name="move{number}"'
    return Markup(
        f'<w:moveFromRangeStart w:id="{number}" {name} {_AUTHOR}/>'
        f'<w:moveFrom w:id="{number + 1}" {_AUTHOR}>{text(value)}</w:moveFrom>'
        f'<w:moveFromRangeEnd w:id="{number}"/>'
    )


def moved_to(value: str, number: int) -> Markup:
    """Return what was moved to here; ``number`` of the name is that of where it came from."""
    return Markup(f'<w:moveTo w:id="{number}" {_AUTHOR}>{text(value)}</w:moveTo>')


def commented(value: str, number: int) -> Markup:
    """Return text that the comment ``number`` is about."""
    return Markup(
        f'<w:commentRangeStart w:id="{number}"/>{text(value)}<w:commentRangeEnd w:id="{number}"/>'
        + run(f'<w:commentReference w:id="{number}"/>', '<w:rStyle w:val="af"/>')
    )


# ---------------------------------------------------------------- breaks


def page_break() -> Markup:
    """Return a page break set by hand."""
    return run('<w:br w:type="page"/>')


def column_break() -> Markup:
    """Return a column break."""
    return run('<w:br w:type="column"/>')


def rendered_break() -> Markup:
    """Return the mark of a page that Word began here."""
    return run("<w:lastRenderedPageBreak/>")
