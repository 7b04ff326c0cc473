# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences that say why a file of exchange was refused."""

from __future__ import annotations

import logging
from pathlib import Path

from app.errors import AppError
from app.i18n import mark, tr
from translation.exchange.errors import ExchangeCode, ExchangeRefused

_REFUSED = mark("“{path}” was not taken in: {why}")
_LINE = mark("{why} (line {line})")
_WHY = {
    ExchangeCode.TOO_LARGE: mark("it is larger than {most} MiB."),
    ExchangeCode.TOO_DEEP: mark("its elements stand more than {most} deep in each other."),
    ExchangeCode.NOT_XML: mark(
        "it is damaged, or no XLIFF, TMX or table of Hanji. Save it again in the tool that it comes"
        " from, or ask for it again."
    ),
    ExchangeCode.ENTITIES: mark("it declares entities, which are not read for safety."),
    ExchangeCode.WRONG_FORMAT: mark("{expected} was expected, {found} was found."),
    ExchangeCode.VERSION: mark("its version {found} is not read."),
    ExchangeCode.RULE_BROKEN: mark("it breaks a rule of its format: {rule}, {detail}."),
    ExchangeCode.OTHER_DOCUMENT: mark("it belongs to another document."),
    ExchangeCode.OTHER_LANGUAGE: mark("it is in {found}, the project in {expected}."),
    ExchangeCode.UNKNOWN_SEGMENT: mark(
        "its segment {segment} is not in the project. It belongs to another project, or was written"
        " by another tool: of that file, make a project of its own."
    ),
    ExchangeCode.SOURCE_CHANGED: mark("the source of its segment {segment} was changed."),
    ExchangeCode.RESEGMENTED: mark("its segment {segment} was joined or split."),
    ExchangeCode.DAMAGED_MARK: mark("in segment {number} the mark {mark} is damaged."),
    ExchangeCode.NO_ORIGINAL: mark(
        "no document of the project was made of this file. Add it to the project, or make another"
        " project of it."
    ),
    ExchangeCode.MISSING_SEGMENT: mark("segment {segment} of the project is missing in it."),
    ExchangeCode.EXTRA_TAG: mark(
        "the translation of its segment {segment} has a tag that its source does not have. Take the"
        " tag out in the tool that wrote the file."
    ),
    ExchangeCode.PROJECT: mark(
        "it is a review project. What was done in another copy is taken in by “hanji review merge”,"
        " in the window by “Merge another copy”."
    ),
    ExchangeCode.NOT_PACKAGE: mark(
        "it is no DOCX, or damaged. Save it again in the program that it comes from."
    ),
    ExchangeCode.NO_TABLE: mark(
        "it has no table that Hanji exported. Export one (“Table for Word” or a web page), and take"
        " that in again; a document to translate is added to the project instead."
    ),
}


logger = logging.getLogger(__name__)


def sentence_of(refused: ExchangeRefused) -> str:
    """Say why a file was refused, in the language of the program."""
    why = tr(_WHY[refused.code], **refused.params)
    return tr(_LINE, why=why, line=refused.line) if refused.line else why


def refusal_of(file: Path, refused: ExchangeRefused) -> AppError:
    """Return the error that says why a file was refused."""
    # What the parser says is for those who look into it; people get what they can do.
    logger.info("%s: %s", file, refused)
    return AppError(_REFUSED, path=str(file), why=sentence_of(refused))
