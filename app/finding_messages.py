# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for what the checks before publishing find: a name of each kind, and what to do about it.

The English sentence is the message id of the catalogue, as in ``app.messages``.
"""

from __future__ import annotations

from app.i18n import mark, tr
from converters.checking.masking import MASKABLE
from converters.document.findings import Finding, FindingKind, Grade, Where

_MASK = mark("Delete it, or hide the digits that tell the person apart, unless the person agreed.")
_CONTACT = mark("If it is a person's own and not an office's, delete it or ask the person.")
_ABOUT = mark("Delete it, or leave out the name: it says of a person what the law protects.")
_PICTURE_DATA = mark("Save the picture without its data, and convert again.")
_ORIGINAL = mark("Accept, finish or delete it in the original, and convert again.")
_STAMP = mark("Is this the final text? Then delete the mark in the original, and convert again.")
_FILL = mark("Fill it in or delete it in the original, and convert again.")
_LINK = mark("Correct or delete the link in the original.")
_LOOK = mark("Look whether it still leads where it should.")
_UNREAD = mark("Look at them yourself: there are more than a check reads.")
_DESCRIBE = mark("Say in a sentence what the picture tells, or mark it as decoration.")
_OUTLINE = mark("Give the headings their levels by styles in the original.")
_HEADS = mark("Mark the head cells of the table in the original.")
_FILE = mark("Open the original, save it again, and convert again.")
_MORE = mark("Mend what is named, and check again.")
_REBUILD = mark("Convert the original again; if it stays, send the book to those who make Hanji.")
_METADATA = mark("Enter it in the properties of the original document.")

_WORDS: dict[FindingKind, tuple[str, str]] = {
    FindingKind.RESIDENT_NUMBER: (mark("Resident registration number"), _MASK),
    FindingKind.FOREIGNER_NUMBER: (mark("Foreigner registration number"), _MASK),
    FindingKind.PASSPORT: (mark("Passport number"), _MASK),
    FindingKind.DRIVER_LICENCE: (mark("Driving licence number"), _MASK),
    FindingKind.MOBILE: (mark("Mobile telephone number"), _CONTACT),
    FindingKind.PHONE: (mark("Telephone number"), _CONTACT),
    FindingKind.EMAIL: (mark("Mail address"), _CONTACT),
    FindingKind.CARD: (mark("Card number"), _MASK),
    FindingKind.ACCOUNT: (mark("Account number"), _MASK),
    FindingKind.VEHICLE_PLATE: (mark("Vehicle plate"), _MASK),
    FindingKind.ADDRESS: (mark("Address with house number"), _CONTACT),
    FindingKind.BIRTH_DATE: (mark("Date of birth"), _MASK),
    FindingKind.HEALTH: (mark("Health of a person"), _ABOUT),
    FindingKind.WELFARE: (mark("Welfare of a person"), _ABOUT),
    FindingKind.PICTURE_LOCATION: (mark("Place in the data of a picture"), _PICTURE_DATA),
    FindingKind.PICTURE_AUTHOR: (mark("Name in the data of a picture"), _PICTURE_DATA),
    FindingKind.HIDDEN_TEXT: (mark("Hidden text"), _ORIGINAL),
    FindingKind.COMMENT: (mark("Memo of the original"), _ORIGINAL),
    FindingKind.DELETED_TEXT: (mark("Deleted text that is still kept"), _ORIGINAL),
    FindingKind.DRAFT: (mark("Mark of a draft"), _STAMP),
    FindingKind.CONFIDENTIAL: (mark("Mark of confidence"), _STAMP),
    FindingKind.PLACEHOLDER: (mark("Placeholder that nobody filled in"), _FILL),
    FindingKind.EMPTY_FIELD: (mark("Empty field of a form"), _FILL),
    FindingKind.DEAD_LINK: (mark("Link that leads nowhere"), _LINK),
    FindingKind.EXTERNAL_LINK: (mark("Link to another place"), _LOOK),
    FindingKind.SCRIPT: (mark("Script"), _FILE),
    FindingKind.DAMAGED_PART: (mark("Damaged part"), _FILE),
    FindingKind.TITLE_MISSING: (mark("No title"), _METADATA),
    FindingKind.LANGUAGE_MISSING: (mark("No language"), _METADATA),
    FindingKind.ALT_MISSING: (mark("Picture without alternative text"), _DESCRIBE),
    FindingKind.ALT_USELESS: (mark("Alternative text that says nothing"), _DESCRIBE),
    FindingKind.HEADING_MISSING: (mark("No headings"), _OUTLINE),
    FindingKind.HEADING_SKIPPED: (mark("Level of headings left out"), _OUTLINE),
    FindingKind.HEADING_EMPTY: (mark("Empty heading"), _OUTLINE),
    FindingKind.TABLE_HEAD_MISSING: (mark("Table without head cells"), _HEADS),
    FindingKind.PICTURES_UNREAD: (mark("Pictures whose text was not looked at"), _UNREAD),
    FindingKind.MORE: (mark("More than is named here"), _MORE),
    FindingKind.EPUB_RULE: (mark("Breach of a rule of EPUB"), _REBUILD),
    FindingKind.EPUBCHECK: (mark("EPUBCheck"), _REBUILD),
    FindingKind.ACE: (mark("Ace"), _REBUILD),
}
_GRADES = {
    Grade.ERROR: mark("error"),
    Grade.WARNING: mark("to be decided"),
    Grade.NOTE: mark("for information"),
}
_ON_PICTURE = mark(
    "It stands on a picture: hide it there in the original, leave the picture out, or decide that it stays."
)
_MASKED = mark("It is hidden already; nothing is to be done.")
_OFFICIAL = mark("It seems to be an office's; nothing is to be done if it is.")
_CHECKSUM = mark(
    "Its check digit does not agree: an example, a slip, or a number given since 2020."
)


def finding_name(kind: FindingKind) -> str:
    """Return the name of a kind in the current language."""
    return tr(_WORDS[kind][0])


def grade_name(grade: Grade) -> str:
    """Return the name of a grade in the current language."""
    return tr(_GRADES[grade])


def mend_of(finding: Finding) -> str:
    """Return what a person can do about a finding, in the current language."""
    if finding.masked:
        return tr(_MASKED)
    if finding.place.where is Where.PICTURE and finding.kind in MASKABLE:
        return tr(_ON_PICTURE)
    if finding.official:
        return tr(_OFFICIAL)
    if finding.doubt == "checksum":
        return tr(_CHECKSUM)
    return tr(_WORDS[finding.kind][1])
