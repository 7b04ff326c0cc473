# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "translate": which packages lead there, and lines of text through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.errors import AppError
from app.i18n import mark
from app.jobs import translating as jobs
from app.jobs.translating import TranslationOrder
from translation.errors import ModelMissing
from translation.route import find_route

_NO_PACKAGE = mark(
    "No installed package translates from {source} to {target}. “hanji models list” shows what"
    " there is; install another one with “hanji models install FILE”."
)


def order_for(
    source: str, target: str, *, bilingual: bool = False, care: str = "normal"
) -> TranslationOrder:
    """Return the order for a pair of languages, with the best packages that are installed.

    Raises:
        AppError: no package leads there.
    """
    from app.services.models import open_store

    try:
        legs = find_route(open_store().packages(), source, target)
    except ModelMissing as error:
        raise AppError(_NO_PACKAGE, source=source, target=target) from error
    return TranslationOrder(
        languages=(source, *(leg.to_code for leg in legs)),
        packages=tuple(leg.folder for leg in legs),
        identity="+".join(f"{leg.from_code}_{leg.to_code}@{leg.sha256[:12]}" for leg in legs),
        care=care,
        bilingual=bilingual,
        demonstration=any(leg.is_demonstration for leg in legs),
    )


def order_named(choice: str) -> TranslationOrder:
    """Return the order for what the window calls "en" or "ko-en".

    Raises:
        AppError: no package leads there.
    """
    return order_for("ko", choice.rpartition("-")[2], bilingual="-" in choice)


def lines(texts: Sequence[str], order: TranslationOrder) -> Iterator[str]:
    """Yield the translation of each line, in their order; empty lines stay."""
    yield from jobs.translated_lines(texts, order)
