# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inlines as GitHub Flavored Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from converters.document.nodes import (
    Anchor,
    Inline,
    InlineImage,
    InlineMath,
    Inlines,
    InlineUnsupported,
    LineBreak,
    Link,
    Mark,
    Math,
    Note,
    NoteKind,
    NoteRef,
    Ruby,
    Text,
)
from converters.document.walk import iter_inlines, plain_text
from converters.exports.equations import equation_text
from converters.exports.escapes import escape_text, marked
from converters.xhtml.links import external_href
from converters.xhtml.markup import clean, one_line

_TICKS = re.compile("`+")
_TAGS = (
    (Mark.SUPERSCRIPT, "sup"),
    (Mark.SUBSCRIPT, "sub"),
    (Mark.UNDERLINE, "u"),
)


@dataclass(slots=True)
class MarkdownContext:
    """What the inlines of one document share."""

    notes: Mapping[str, Note]
    files: Mapping[str, str]
    """Files of pictures by resource."""
    picture_word: str
    targets: Mapping[str, str]
    """Ids of the bookmarks that some link leads to, by name."""
    labels: dict[str, str] = field(default_factory=dict)
    """Labels of the notes mentioned so far."""

    def label_of(self, note_id: str) -> str:
        """Return the label of a note: "1", "2" for footnotes, "e1" for endnotes."""
        if note_id not in self.labels:
            kind = self.notes[note_id].kind
            lead = "e" if kind is NoteKind.ENDNOTE else ""
            same = sum(label.startswith("e") == bool(lead) for label in self.labels.values())
            self.labels[note_id] = f"{lead}{same + 1}"
        return self.labels[note_id]

    def picture(self, resource: str, alt: str) -> str:
        """Return a picture as a link to its file, or what is said of it where it has none."""
        said = escape_text(one_line(alt), tildes=True).replace("[", "\\[").replace("]", "\\]")
        file = self.files.get(resource)
        if file is None:
            return f"[{said or self.picture_word}]"
        return f"![{said}]({quote(file, safe='/._-')})"


def inline_markdown(inlines: Inlines, context: MarkdownContext, *, pipes: bool = False) -> str:
    """Return ``inlines`` as Markdown; breaks are hard ones, or ``<br>`` in a pipe table.

    Args:
        inlines: content of one paragraph.
        context: what the document's inlines share.
        pipes: True inside a pipe table.
    """
    tildes = plain_text(inlines).count("~") > 1
    line = _Line(context, tildes, pipes)
    written = []
    runs = _joined(inlines)
    for index, inline in enumerate(runs):
        if isinstance(inline, Text) and inline.marks:
            line.before = plain_text(tuple(runs[max(0, index - 2) : index]))[-1:]
            line.after = plain_text(tuple(runs[index + 1 : index + 3]))[:1]
        written.append(line.write(inline))
    return "".join(written)


def _joined(inlines: Inlines) -> list[Inline]:
    """Return ``inlines`` with neighbours joined that differ in nothing that Markdown says.

    Two runs of emphasis side by side would read ``**a****b**``.
    """
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text) and inline.marks == last.marks:
            joined[-1] = Text(last.value + inline.value, last.marks)
        else:
            joined.append(inline)
    return joined


@dataclass(slots=True)
class _Line:
    context: MarkdownContext
    tildes: bool
    pipes: bool
    before: str = ""
    after: str = ""

    def _escaped(self, text: str) -> str:
        return escape_text(_flat(text), tildes=self.tildes, pipes=self.pipes)

    def write(self, inline: Inline) -> str:
        if isinstance(inline, Text):
            return self._text(inline)
        if isinstance(inline, LineBreak):
            return "<br>" if self.pipes else "  \n"
        if isinstance(inline, Link):
            return self._link(inline)
        if isinstance(inline, Anchor):
            target = self.context.targets.get(inline.name)
            return f'<a id="{target}"></a>' if target else ""
        if isinstance(inline, NoteRef):
            known = inline.note_id in self.context.notes
            return f"[^{self.context.label_of(inline.note_id)}]" if known else ""
        if isinstance(inline, Ruby):
            base = "".join(map(self.write, inline.base))
            return f"<ruby>{base}<rt>{self._escaped(inline.annotation)}</rt></ruby>"
        if isinstance(inline, InlineMath):
            return self._math(inline.math)
        if isinstance(inline, InlineImage):
            return self.context.picture(inline.resource, "" if inline.decorative else inline.alt)
        if isinstance(inline, InlineUnsupported):
            return self._escaped(inline.text)
        return ""

    def _text(self, text: Text) -> str:
        written = self._escaped(text.value)
        if not text.marks or not written.strip():
            return written
        for mark, tag in _TAGS:
            if mark in text.marks:
                written = f"<{tag}>{written}</{tag}>"
        if Mark.STRIKE in text.marks:
            written = marked(written, "~~", "del", self.before, self.after)
        if Mark.EMPHASIS in text.marks:
            written = marked(written, "*", "em", self.before, self.after)
        if Mark.STRONG in text.marks:
            written = marked(written, "**", "strong", self.before, self.after)
        return written

    def _link(self, link: Link) -> str:
        inside = "".join(map(self.write, _joined(link.children)))
        if link.target.startswith("#"):
            target = self.context.targets.get(link.target[1:])
            href = f"#{target}" if target else None
        else:
            href = external_href(link.target)
        nested = any(isinstance(i, Link | NoteRef) for i in iter_inlines(link.children))
        if href is None or nested or not inside.strip():
            return inside
        href = href.replace("(", "%28").replace(")", "%29")
        return f"[{inside}]({href})"

    def _math(self, math: Math) -> str:
        script = one_line(equation_text(math))
        if self.pipes:
            script = script.replace("|", "\\|")
        if math.notation == "latex":
            return f"$`{script}`$"
        return code_span(script)


def code_span(text: str) -> str:
    """Return ``text`` as code in a line, with as many ticks as it takes."""
    if not text:
        return ""
    ticks = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _flat(text: str) -> str:
    return re.sub(r"[\r\n\t\v\f]+", " ", clean(text))
