# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text that Markdown would read as markup, kept as text (GitHub Flavored Markdown 0.29).

Only what would change the meaning is escaped: Korean text is full of brackets,
dots and tildes that Markdown leaves alone, and people read the source too.
"""

from __future__ import annotations

import re
import unicodedata

# Backslashes before punctuation, code and emphasis marks, tags, entities, links, notes.
_ANYWHERE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[`*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]+;)|\[(?=\^)|\](?=[(:\[])"
)
_LINE_START = re.compile(r"(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|(?:=+|-{2,})(?=\s*$)|~{3})")
_NUMBER_START = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escape_text(text: str, *, tildes: bool, pipes: bool = False) -> str:
    """Return ``text`` so that Markdown shows it as it is.

    Args:
        text: text of one run.
        tildes: True where the line holds several tildes, which would strike out
            what stands between them ("1~2월, 3~4월").
        pipes: True inside a pipe table.
    """
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    if tildes:
        text = text.replace("~", "\\~")
    if pipes:
        text = text.replace("|", "\\|")
    return text


def escape_line_start(line: str) -> str:
    """Return a line that Markdown does not take for a heading, a list, a quotation or a rule."""
    line = line.lstrip()
    match = _NUMBER_START.match(line)
    if match:
        return f"{match.group(1)}\\{line[match.end(1) :]}"
    return f"\\{line}" if _LINE_START.match(line) else line


def marked(text: str, sign: str, tag: str, before: str = "", after: str = "") -> str:
    """Return ``text`` between emphasis signs, or tags where signs would not work.

    After punctuation a closing sign is not recognised when a letter follows it,
    as a Korean particle often does: ``**(가)**는`` (CommonMark 0.31, 6.2).

    Args:
        text: Markdown of the run.
        sign: "**", "*" or "~~".
        tag: the HTML element of the same meaning.
        before: the character before the run, "" at the beginning of the line.
        after: the character after it.
    """
    inner = text.strip()
    if not inner:
        return text
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    opens = not _is_sign(inner[0]) or not _is_letter(start[-1:] or before)
    closes = not _is_sign(inner[-1]) or not _is_letter(end[:1] or after)
    if opens and closes:
        return f"{start}{sign}{inner}{sign}{end}"
    return f"{start}<{tag}>{inner}</{tag}>{end}"


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _is_letter(character: str) -> bool:
    return bool(character) and not character.isspace() and not _is_sign(character)
