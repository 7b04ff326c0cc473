# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a file of exchange is not taken; sentences for people are made in ``app.messages``."""

from __future__ import annotations

from enum import StrEnum


class ExchangeCode(StrEnum):
    """Stable names of refusals."""

    TOO_LARGE = "exchange-too-large"
    """``most``: the limit in MiB."""
    TOO_DEEP = "exchange-too-deep"
    """``most``: how many elements may stand in each other."""
    NOT_XML = "exchange-not-xml"
    """``detail``: what the parser says."""
    ENTITIES = "exchange-entities"
    """It declares entities, which no file of exchange needs and attacks do."""
    WRONG_FORMAT = "exchange-wrong-format"
    """``expected`` and ``found``: names of formats or of the root element."""
    VERSION = "exchange-version"
    """``found``: a version that is not read."""
    RULE_BROKEN = "exchange-rule-broken"
    """``rule``: a name of ``rules.Rule``; ``detail``: the element, attribute or value."""
    OTHER_DOCUMENT = "exchange-other-document"
    """It belongs to another document than the one under review."""
    OTHER_LANGUAGE = "exchange-other-language"
    """``expected`` and ``found``: BCP 47 tags."""
    UNKNOWN_SEGMENT = "exchange-unknown-segment"
    """``segment``: an id that the document has not."""
    SOURCE_CHANGED = "exchange-source-changed"
    """``segment``: its source is not the document's any more."""
    RESEGMENTED = "exchange-resegmented"
    """``segment``: it was joined or split where that is not allowed."""
    DAMAGED_MARK = "exchange-damaged-mark"
    """``number``: of the segment; ``mark``: what stands in its target."""
    NO_ORIGINAL = "exchange-no-original"
    """A file of another tool that no document of the project was made of."""
    MISSING_SEGMENT = "exchange-missing-segment"
    """``segment``: a number of the document that the file has not."""
    EXTRA_TAG = "exchange-extra-tag"
    """``segment``: its target has a tag that neither its source nor the project has."""
    PROJECT = "exchange-project"
    """It is a whole review project, another copy perhaps."""
    NOT_PACKAGE = "exchange-not-package"
    """A DOCX that is no package, or lacks its main part."""
    NO_TABLE = "exchange-no-table"
    """It holds no table of ours."""


class ExchangeRefused(Exception):
    """A file of exchange cannot be taken.

    Args:
        code: stable name of the cause.
        line: where in the file, from 1; 0 where it is the file itself.
        **params: plain values that the message of this code needs.
    """

    def __init__(self, code: ExchangeCode, line: int = 0, **params: str | int) -> None:
        super().__init__(code, line, params)
        self.code = code
        self.line = line
        self.params: dict[str, str | int] = params

    def __str__(self) -> str:
        """The code, the line and the parameters, for logs."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code.value}({shown}) in line {self.line}"

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with the parameters intact."""
        return (_rebuild, (self.code, self.line, self.params))


def _rebuild(code: ExchangeCode, line: int, params: dict[str, str | int]) -> ExchangeRefused:
    return ExchangeRefused(code, line, **params)
