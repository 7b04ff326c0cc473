# SPDX-License-Identifier: AGPL-3.0-or-later
"""Twenty Korean documents of a city that does not exist, each with its group of Word's idioms."""

from __future__ import annotations

from collections.abc import Callable

from tests.docx_writer.publications import (
    forms,
    languages,
    laws,
    leaflets,
    reports,
    tables,
    variants,
)

PUBLICATIONS: dict[str, Callable[[], bytes]] = {
    "white-paper": reports.white_paper,
    "study": reports.study,
    "contents": reports.contents,
    "pictures": reports.pictures,
    "ordinance": laws.ordinance,
    "contract": laws.contract,
    "minutes": laws.minutes,
    "guidebook": leaflets.guidebook,
    "leaflet": leaflets.leaflet,
    "newsletter": leaflets.newsletter,
    "press-release": leaflets.press_release,
    "budget": tables.budget,
    "year-book": tables.year_book,
    "survey": forms.survey,
    "exam": forms.exam,
    "primer": languages.primer,
    "hanja": languages.hanja,
    "bilingual": languages.bilingual,
    "strict": variants.strict,
    "macros": variants.macros,
}
