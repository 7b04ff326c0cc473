# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data of a passage: all finders, each place taken by the surest of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from converters.checking.passages import Passage
from converters.checking.personal.contacts import find_contacts
from converters.checking.personal.context import Context
from converters.checking.personal.hits import Hit
from converters.checking.personal.identity import find_identity_numbers
from converters.checking.personal.payment import find_payment_numbers
from converters.checking.personal.people import find_statements_about_people
from converters.checking.personal.places import find_plates_and_addresses
from converters.document.findings import Finding

_FINDERS: tuple[Callable[[Context], Iterator[Hit]], ...] = (
    find_identity_numbers,
    find_payment_numbers,
    find_contacts,
    find_plates_and_addresses,
    find_statements_about_people,
)
"""In the order of how sure they are: where two meet, the first one is right."""
# Without a digit or a sign that hides one there are only mail addresses and words about people.
_WORTH_A_LOOK = re.compile(
    r"[\d０-９@＠]|[*＊●○×xX]{2}|장애|수급|질환|[암병염]|확진|차상위|가[정족]|노인|주민|치매|우울|당뇨|혈압|결핵|뇌|알츠|파킨|에이즈|HIV|"
    r"매독|색|투석|피해|노숙|신용|회생|파산|복지|유공|보훈|천식|경화|부전|자폐|ADHD|루게릭",
    re.IGNORECASE,
)


def find_personal_data(passage: Passage) -> Iterator[Finding]:
    """Yield the personal data of a passage in the order of its text."""
    if not _WORTH_A_LOOK.search(passage.text):
        return
    context = Context(passage)
    taken: list[Hit] = []
    for find in _FINDERS:
        for hit in find(context):
            if not any(hit.overlaps(other) for other in taken):
                taken.append(hit)
    for hit in sorted(taken, key=lambda hit: hit.start):
        # Where no letter was dropped both texts have the same places.
        text = passage.text if len(passage.text) == len(context.text) else context.text
        shown = text[hit.start : hit.end].strip()
        yield Finding(
            hit.kind,
            hit.grade,
            shown if ")" in shown else shown.lstrip("("),
            passage.place(hit.start, hit.end),
            hit.masked,
            hit.official,
            hit.doubt,
        )
