# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for people: one for every error code and every kind of notice.

Each refusal says what is wrong and what to do about it. The English sentence is
the message id of the catalogue.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Language, mark, markn, tr, trn
from app.model_messages import TRANSLATION_NOTICES
from converters.document.notices import NoticeKind
from converters.errors import ErrorCode
from converters.formats import DOCUMENT_FORMATS, format_of
from converters.source.format_spec import FormatSpec
from converters.system_errors import error_number
from translation.errors import TranslationCode

Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words of an error: what is wrong, and what the person can do."""

    cause: str
    action: str


_ERRORS: dict[ErrorCode, Explanation] = {
    ErrorCode.ENCRYPTED: Explanation(
        mark("The document is locked with a password."),
        mark("Enter the password in the window, or name a file of passwords with --password-file."),
    ),
    ErrorCode.WRONG_PASSWORD: Explanation(
        mark("None of the given passwords opens the document."),
        mark("Check the password and try again; capital letters and the Korean input mode matter."),
    ),
    ErrorCode.DRM: Explanation(
        mark("The document is protected by a document security (DRM) program."),
        mark("Release the protection in that program first, then convert the released file."),
    ),
    ErrorCode.DISTRIBUTION_DAMAGED: Explanation(
        mark("This is a document for distribution whose protected text is damaged."),
        mark("Ask the author for the original file, or for a new document for distribution."),
    ),
    ErrorCode.NOT_A_DOCUMENT: Explanation(
        mark("The file is not a document that can become a book."),
        mark("Check that the right file was chosen."),
    ),
    ErrorCode.UNSUPPORTED_FORMAT: Explanation(
        mark("This version does not read this kind of file yet."),
        mark("Save it in another format in the program that made it, then convert that."),
    ),
    ErrorCode.UNSUPPORTED_VERSION: Explanation(
        mark("The document was saved in a version that cannot be read (version {version})."),
        mark(
            "Open it in a current version of the program that made it, save it as a new document, then convert that."
        ),
    ),
    ErrorCode.TOO_LARGE: Explanation(
        mark("The document is larger than what can be converted safely."),
        mark("Split it into several documents, then convert those."),
    ),
    ErrorCode.TOO_DEEP: Explanation(
        mark("Tables, boxes or notes lie inside each other too deeply."),
        mark("Take some of the tables or boxes out of the others, then convert again."),
    ),
    ErrorCode.DAMAGED: Explanation(
        mark("The file is damaged and cannot be read."),
        mark(
            "Open it in the program that made it; if it opens, save it under a new name and convert that file."
        ),
    ),
    ErrorCode.UNSAFE: Explanation(
        mark("The file is built as attacks are and was not read further."),
        mark("Ask the sender what it is; convert it only after its own program saved it anew."),
    ),
    ErrorCode.DEADLINE: Explanation(
        mark("The conversion took longer than {seconds} seconds and was stopped."),
        mark("Close other programs and try again, or allow more time with --max-seconds."),
    ),
    ErrorCode.MEMORY: Explanation(
        mark("The document needs more memory than one conversion may use."),
        mark("Allow more memory with --max-memory, or split the document."),
    ),
    ErrorCode.WORKER_DIED: Explanation(
        mark(
            "The conversion broke off twice without an answer; the other files were not affected."
        ),
        mark(
            "Open it in the program that made it; if it opens, save it under a new name and convert that file."
        ),
    ),
    ErrorCode.IO: Explanation(
        mark("The file could not be read or the book not written: {detail}."),
        mark("Check that the file exists, that you may open it and that the disk has room."),
    ),
    ErrorCode.OUTPUT_EXISTS: Explanation(
        mark(
            "A file named “{target}” that Hanji did not make, or that was changed since, is in its place."
        ),
        mark(
            "Choose another output folder, or allow it to be overwritten (in the window: Overwrite it; as a command: --force)."
        ),
    ),
    ErrorCode.EDITS: Explanation(
        mark("The corrections in “{file}” cannot be read: {detail}."),
        mark("Mend that file, or move it away to convert without them. The file was not changed."),
    ),
    ErrorCode.TRANSLATION: Explanation(
        mark("The document could not be translated ({cause})."),
        mark("Check the translation packages with “hanji models verify”, then convert again."),
    ),
    ErrorCode.INTERNAL: Explanation(
        mark("Hanji made a mistake with this file ({detail}); the other files were not affected."),
        mark("Please report it together with the log file."),
    ),
}

_INFLATES = Explanation(
    mark("“{part}” in the file unpacks to far more than any document has, as a zip bomb does."),
    mark("Ask the sender what it is; a real document can be saved anew in its own program."),
)
_ENTRIES = Explanation(
    mark("The file packs {number} parts, far more than any document has."),
    mark("Ask the sender what it is; a real document can be saved anew in its own program."),
)
_PAGES = Explanation(
    mark("The file claims to have {number} pages, which no publication has."),
    mark("Split it into several files, or print it to a new PDF file, then convert that."),
)
_ENTITIES = Explanation(
    mark("“{part}” in the file declares XML entities: no document needs them, XML bombs do."),
    mark("Ask the sender what it is; convert it only after its own program saved it anew."),
)
_CHAIN_LOOP = Explanation(
    mark("The file's chain of sectors leads in a circle, and what it should hold is not there."),
    mark("Copy the file again from where it came from, or ask the sender for it once more."),
)
_XREF_LOOP = Explanation(
    mark("The file's table of objects leads in a circle, and no page can be found without it."),
    mark("Open it in a program for PDF, print it to a new PDF file, then convert that."),
)
_CUT = Explanation(
    mark("The file is cut off: it begins as {name}, and its end is missing."),
    mark("Copy the file again from where it came from, or ask the sender for it once more."),
)
_BY_WHY = {
    "cut": _CUT,
    "inflates": _INFLATES,
    "entries": _ENTRIES,
    "pages": _PAGES,
    "entities": _ENTITIES,
    "chain-loop": _CHAIN_LOOP,
    "xref-loop": _XREF_LOOP,
}
"""Where a refusal has more than one cause, by its parameter ``why``."""
_DEEP_PART = Explanation(
    mark("Tables, boxes or other parts lie inside each other too deeply in “{part}”."),
    mark("Take some of the tables or boxes out of the others, then convert again."),
)
_LOCKED = Explanation(
    mark("The book “{target_name}” could not be replaced: another program has it open."),
    mark("Close it there (a reader of books, a program that synchronises), then convert again."),
)
_NAME_TOO_LONG = Explanation(
    mark("The book could not be written: its path is too long for this folder or drive."),
    mark("Choose an output folder with a shorter path, or give the document a shorter name."),
)
_DRIVE_GONE = Explanation(
    mark("The file could not be read: {detail}."),
    mark("Check the network drive, the cable or the medium, then convert again."),
)
_DRIVE_GONE_WRITING = Explanation(
    mark("The book could not be written: {detail}."),
    mark("Check the network drive, the cable or the medium, then convert again."),
)

_OLD_PASSWORD = Explanation(
    mark(
        "The document is locked in the way of an old Hangul version, which cannot be opened here."
    ),
    mark("Open it in Hangul with its password, remove the password, save it, then convert that."),
)
_UNKNOWN_LOCK = Explanation(
    mark("The document is locked with a password in a way that cannot be opened here."),
    mark(
        "Open it with its password in the program that made it, remove the password, save it, then convert that."
    ),
)
_DRM_PRODUCT = Explanation(
    mark("The document is protected by a document security (DRM) program ({product})."),
    mark("Release the protection in that program first, then convert the released file."),
)
_NOT_FOUND = Explanation(
    mark("There is no such file."),
    mark("Check the path and whether the drive is connected."),
)
_NOT_ORDINARY = Explanation(
    mark("It is no ordinary file, but a device, a pipe or a socket with a document's name."),
    mark("Remove it from the folder, or give the file that is meant."),
)
_IN_USE = Explanation(
    mark("Another program has the file open and lets nobody else read it."),
    mark("Close it there (a word processor, a program that synchronises), then convert again."),
)
_PATH_TOO_LONG = Explanation(
    mark("The path of the file is too long for this system."),
    mark("Move the document to a folder with a shorter path, or give it a shorter name."),
)
_NOT_ALLOWED = Explanation(
    mark("The file may not be opened with your rights."),
    mark("Close it in other programs, or ask its owner for the right to read it."),
)
_NOT_WRITABLE = Explanation(
    mark("The book could not be written: {detail}."),
    mark("Check the rights and the free space of the output folder, or choose another one."),
)

_IN_WINDOW = {
    ErrorCode.ENCRYPTED: mark("Enter the password below."),
    ErrorCode.DEADLINE: mark("Close other programs and try again, or split the document."),
    ErrorCode.MEMORY: mark("Close other programs and try again, or split the document."),
    ErrorCode.OUTPUT_EXISTS: mark(
        "Choose another folder for the books, or press “Overwrite it” if that file may go."
    ),
}
"""What to do where the window has its own way; the others name options of the command."""


_OF_THE_FORMAT = frozenset(
    {ErrorCode.NOT_A_DOCUMENT, ErrorCode.UNSUPPORTED_FORMAT, ErrorCode.UNSUPPORTED_VERSION}
)


def _format_in(params: Params) -> FormatSpec | None:
    """Return the format that a refusal names, under whichever name it came."""
    return format_of(str(params.get("detected") or params.get("format") or ""))


def explanation_of(code: ErrorCode, params: Params) -> Explanation:
    """Return the sentences for ``code``, more exact ones where ``params`` allow it."""
    found = _format_in(params)
    special: Explanation | None = None
    if code in _OF_THE_FORMAT or (code is ErrorCode.ENCRYPTED and params.get("version")):
        if "password" in str(params.get("version", "")):
            is_hangul = found is not None and found.id.startswith("hwp")
            special = _OLD_PASSWORD if is_hangul else _UNKNOWN_LOCK
        elif found is not None and found.refusal is not None and found.refusal.cause:
            special = Explanation(found.refusal.cause, found.refusal.action)
    elif code is ErrorCode.DRM and params.get("product"):
        special = _DRM_PRODUCT
    elif code is ErrorCode.TRANSLATION and str(params.get("cause")).startswith("server-"):
        special = _TRANSLATION[TranslationCode(str(params["cause"]))]
    elif code is ErrorCode.TOO_DEEP and params.get("part"):
        special = _DEEP_PART
    elif code is ErrorCode.IO:
        special = _explain_io(params)
    special = special or _BY_WHY.get(str(params.get("why", "")))
    if special is not None:
        return special
    general = _ERRORS[code]
    if code is ErrorCode.DAMAGED and found is not None and found.sound_copy:
        return Explanation(general.cause, found.sound_copy)
    return general


_REASONS = {
    errno.EACCES: mark("access is not allowed"),
    errno.EPERM: mark("access is not allowed"),
    errno.ENOSPC: mark("the disk is full"),
    errno.EROFS: mark("the medium is write-protected"),
    errno.ENOENT: mark("there is no such file or folder"),
    errno.ENOTDIR: mark("a file is where a folder should be"),
    errno.EEXIST: mark("a file is where a folder should be"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.EIO: mark("the device reports an error"),
    errno.EDQUOT: mark("the disk quota is used up"),
    errno.ESTALE: mark("the network drive has lost the file"),
    errno.ETIMEDOUT: mark("the network drive does not answer"),
    errno.EHOSTDOWN: mark("the network drive does not answer"),
    errno.EHOSTUNREACH: mark("the network drive does not answer"),
    errno.ENETUNREACH: mark("the network drive does not answer"),
    errno.ENOTCONN: mark("the network drive does not answer"),
    errno.ENXIO: mark("the device is not there"),
    errno.ENODEV: mark("the device is not there"),
    errno.ESPIPE: mark("it is no ordinary file, but a device, a pipe or a socket"),
    errno.EBUSY: mark("another program has it open"),
    errno.ETXTBSY: mark("another program has it open"),
}
_OF_THE_DRIVE = frozenset(
    {
        errno.EIO,
        errno.ESTALE,
        errno.ETIMEDOUT,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.ENETUNREACH,
        errno.ENOTCONN,
        errno.ENXIO,
        errno.ENODEV,
    }
)
"""What a drive that is gone or broken answers."""


def os_reason(problem: OSError | int, language: Language | None = None) -> str:
    """Return what the system refused, in words; its number where we have none."""
    number = problem if isinstance(problem, int) else error_number(problem)
    if number in _REASONS:
        return tr(_REASONS[number], language)
    return tr("error {number}", language, number=number)


def _explain_io(params: Params) -> Explanation | None:
    number = int(params.get("errno") or 0)
    writing = params.get("side") == "output"
    if number in _OF_THE_DRIVE:
        return _DRIVE_GONE_WRITING if writing else _DRIVE_GONE
    if writing:
        if params.get("target_name"):
            return _LOCKED
        return _NAME_TOO_LONG if number == errno.ENAMETOOLONG else _NOT_WRITABLE
    return {
        errno.ENOENT: _NOT_FOUND,
        errno.EACCES: _NOT_ALLOWED,
        errno.ESPIPE: _NOT_ORDINARY,
        errno.EBUSY: _IN_USE,
        errno.ETXTBSY: _IN_USE,
        errno.ENAMETOOLONG: _PATH_TOO_LONG,
    }.get(number)


def cause_and_action(
    code: ErrorCode, params: Params, language: Language | None = None
) -> tuple[str, str]:
    """Return (what is wrong, what to do) as sentences."""
    explanation = explanation_of(code, params)
    values: dict[str, object] = dict(params)
    found = _format_in(params)
    if code is ErrorCode.IO and "errno" in params:
        values["detail"] = os_reason(int(params["errno"]), language)
    values["name"] = tr(found.name, language) if found is not None else ""
    return tr(explanation.cause, language, **values), tr(explanation.action, language, **values)


_TRANSLATION: dict[TranslationCode, Explanation] = {
    TranslationCode.PACKAGE_DAMAGED: Explanation(
        mark("The file is no intact translation package ({detail})."),
        mark("Get the package again and compare its checksum with that of its source."),
    ),
    TranslationCode.PACKAGE_UNSAFE: Explanation(
        mark("The translation package holds what no package should: {part} ({detail})."),
        mark("Do not use it; get the package from a source that you trust."),
    ),
    TranslationCode.PACKAGE_TOO_LARGE: Explanation(
        mark("The translation package is larger than what can be installed safely ({part})."),
        mark("Check that the right file was chosen, or get a smaller package."),
    ),
    TranslationCode.PACKAGE_MISMATCH: Explanation(
        mark("The translation package is not the one that was expected ({part})."),
        mark("Remove it if it is installed, get the package again and install that."),
    ),
    TranslationCode.PACKAGE_INCOMPLETE: Explanation(
        mark("The translation package lacks a part: {part}."),
        mark(
            "Get a complete package. Models in other formats than CTranslate2, OPUS-MT and"
            " Marian must be converted with their own tools first."
        ),
    ),
    TranslationCode.PACKAGE_READ_ONLY: Explanation(
        mark("The translation package {name} lies in a folder that Hanji only reads."),
        mark("Ask whoever looks after that folder to remove it there."),
    ),
    TranslationCode.MODEL_MISSING: Explanation(
        mark("There is no such translation package: {name}."),
        mark("“hanji models list” shows the names of all that are installed."),
    ),
    TranslationCode.ENGINE_FAILED: Explanation(
        mark("The translation model cannot be loaded or converted ({detail})."),
        mark("Get the package again, or choose another one."),
    ),
    TranslationCode.LANGUAGE_UNSUPPORTED: Explanation(
        mark("“{language}” is no code of a language."),
        mark("Use codes like ko, en, ja, zh or vi."),
    ),
    TranslationCode.LANGUAGE_UNKNOWN: Explanation(
        mark("The model does not translate these languages ({language})."),
        mark("“hanji models pairs NAME” shows which languages the model of a package knows."),
    ),
    TranslationCode.SERVER_UNREACHABLE: Explanation(
        mark("The translation server {server} ({host}) does not answer ({detail})."),
        mark("Try again later, or turn the server off in the settings and use installed packages."),
    ),
    TranslationCode.SERVER_UNTRUSTED: Explanation(
        mark(
            "What answers as the translation server {server} ({host}) is not the one of the policy ({detail}). Nothing was sent to it."
        ),
        mark("Ask the administrator whether its certificate or key was changed."),
    ),
    TranslationCode.SERVER_ANSWER: Explanation(
        mark("The translation server {server} ({host}) gave an answer that is none ({detail})."),
        mark("Ask the administrator to check the server's interface, model and key in the policy."),
    ),
}


def translation_sentences(
    code: TranslationCode, params: Params, language: Language | None = None
) -> tuple[str, str]:
    """Return (what is wrong with a package or a translation, what to do) as sentences."""
    explanation = _TRANSLATION[code]
    return tr(explanation.cause, language, **params), tr(explanation.action, language, **params)


def window_action(code: ErrorCode, params: Params, language: Language | None = None) -> str:
    """Return what to do in the window."""
    if code in _IN_WINDOW:
        return tr(_IN_WINDOW[code], language)
    return cause_and_action(code, params, language)[1]


def error_sentence(
    name: str, code: ErrorCode, params: Params, language: Language | None = None
) -> str:
    """Return one line: the file's name, what is wrong, what to do."""
    cause, action = cause_and_action(code, params, language)
    return f"{name}: {cause} {action}"


_NOTICES: dict[str, tuple[str, str]] = {
    NoticeKind.LINKED_IMAGE: markn(
        "{n} picture lies outside the document and is missing.",
        "{n} pictures lie outside the document and are missing.",
    ),
    NoticeKind.MISSING_IMAGE: markn(
        "{n} picture is named but not stored in the document.",
        "{n} pictures are named but not stored in the document.",
    ),
    NoticeKind.UNREADABLE_IMAGE: markn(
        "{n} picture cannot be read.", "{n} pictures cannot be read."
    ),
    NoticeKind.IMAGE_TOO_LARGE: markn(
        "{n} picture has more pixels than can be shown safely and is left out.",
        "{n} pictures have more pixels than can be shown safely and are left out.",
    ),
    NoticeKind.METAFILE: markn(
        "{n} vector picture (WMF, EMF) could not be converted.",
        "{n} vector pictures (WMF, EMF) could not be converted.",
    ),
    NoticeKind.OLE_OBJECT: markn(
        "{n} embedded object of another program is left out.",
        "{n} embedded objects of other programs are left out.",
    ),
    NoticeKind.CHART: markn(
        "{n} chart could not be converted.", "{n} charts could not be converted."
    ),
    NoticeKind.DRAWING: markn(
        "{n} drawing could not be converted.", "{n} drawings could not be converted."
    ),
    NoticeKind.VIDEO: markn("{n} video is left out.", "{n} videos are left out."),
    NoticeKind.FORM_FIELD: markn(
        "{n} form field became plain text.", "{n} form fields became plain text."
    ),
    NoticeKind.EQUATION: markn(
        "{n} equation could not be converted in full.",
        "{n} equations could not be converted in full.",
    ),
    NoticeKind.CHARACTER: markn(
        "{n} character has no equivalent and was replaced.",
        "{n} characters have no equivalent and were replaced.",
    ),
    NoticeKind.NESTING: markn(
        "{n} part lay too deep inside others and was simplified.",
        "{n} parts lay too deep inside others and were simplified.",
    ),
    NoticeKind.DAMAGED_PART: markn(
        "{n} part of the file is damaged and was skipped.",
        "{n} parts of the file are damaged and were skipped.",
    ),
    NoticeKind.CHAIN_LOOP: markn(
        "{n} chain of sectors in the file leads in a circle; only what stands before it was read.",
        "{n} chains of sectors in the file lead in circles; only what stands before them was read.",
    ),
    NoticeKind.UNKNOWN_OBJECT: markn(
        "{n} object of an unknown kind is left out.", "{n} objects of an unknown kind are left out."
    ),
    NoticeKind.LINK_TARGET: markn(
        "{n} link leads nowhere and became plain text.",
        "{n} links lead nowhere and became plain text.",
    ),
    NoticeKind.PAGE_PICTURE: markn(
        "{n} page has no text that can be read; it is shown as a picture.",
        "{n} pages have no text that can be read; they are shown as pictures.",
    ),
    NoticeKind.UNACCOUNTED: markn(
        "{n} letter of the document is not in the book, and nothing says why.",
        "{n} letters of the document are not in the book, and nothing says why.",
    ),
    NoticeKind.SCRIPT: markn(
        "{n} script was left out for safety.", "{n} scripts were left out for safety."
    ),
    NoticeKind.HIDDEN_TEXT: markn(
        "{n} piece of hidden text was left out.", "{n} pieces of hidden text were left out."
    ),
    NoticeKind.WATERMARK: markn("{n} watermark was left out.", "{n} watermarks were left out."),
    NoticeKind.TURNED_TEXT: markn(
        "{n} line that stands on its side was left out.",
        "{n} lines that stand on their side were left out.",
    ),
    NoticeKind.DELETED_TEXT: markn(
        "{n} piece of deleted text (tracked changes) was left out.",
        "{n} pieces of deleted text (tracked changes) were left out.",
    ),
    NoticeKind.COMMENT: markn("{n} comment was left out.", "{n} comments were left out."),
    NoticeKind.RUNNING_TEXT: markn(
        "{n} running header or footer was left out.",
        "{n} running headers or footers were left out.",
    ),
    NoticeKind.CONTENTS_REPLACED: markn(
        "{n} printed table of contents was replaced by the book's own.",
        "{n} printed tables of contents were replaced by the book's own.",
    ),
    NoticeKind.BACKGROUND_IMAGE: markn(
        "{n} background picture was left out.", "{n} background pictures were left out."
    ),
    NoticeKind.ATTACHMENT: markn(
        "{n} attached file was left out.",
        "{n} attached files were left out.",
    ),
    NoticeKind.DRAWING_REDRAWN: markn(
        "{n} drawing became a picture.", "{n} drawings became pictures."
    ),
    NoticeKind.CHART_REDRAWN: markn(
        "{n} chart was drawn again from its figures.",
        "{n} charts were drawn again from their figures.",
    ),
    NoticeKind.HEADING_INFERRED: markn(
        "{n} heading was recognised by its look.", "{n} headings were recognised by their look."
    ),
    NoticeKind.TITLE_INFERRED: markn(
        "The title was taken from the text.", "The title was taken from the text."
    ),
    NoticeKind.TITLE_FROM_FILE_NAME: markn(
        "No title was found in the text; the file's name was used.",
        "No title was found in the text; the file's name was used.",
    ),
    NoticeKind.METADATA_DOUBTFUL: markn(
        "{n} date in the text looks left over from another document and was not used.",
        "{n} dates in the text look left over from another document and were not used.",
    ),
    NoticeKind.TITLE_BOX: markn(
        "{n} table that only frames a title became a box.",
        "{n} tables that only frame a title became boxes.",
    ),
    NoticeKind.TABLE_HEAD_INFERRED: markn(
        "The header cells of {n} table were concluded from its look.",
        "The header cells of {n} tables were concluded from their look.",
    ),
    NoticeKind.TABLE_HEAD_DOUBTFUL: markn(
        "Nothing tells which cells of {n} table are its headers; it has none in the book.",
        "Nothing tells which cells of {n} tables are their headers; they have none in the book.",
    ),
    NoticeKind.LAYOUT_TABLE: markn(
        "{n} table that only places text or pictures became what it places.",
        "{n} tables that only place text or pictures became what they place.",
    ),
    NoticeKind.CAPTION_INFERRED: markn(
        "{n} line beside a table or picture was taken for its caption.",
        "{n} lines beside tables or pictures were taken for their captions.",
    ),
    NoticeKind.ALT_TEXT_MISSING: markn(
        "{n} picture has no description for blind readers.",
        "{n} pictures have no description for blind readers.",
    ),
    NoticeKind.NAME_SHORTENED: markn(
        "The name of the file is too long for a book; the book's name was shortened.",
        "The names of {n} files are too long for books; the books' names were shortened.",
    ),
    NoticeKind.WRONG_EXTENSION: markn(
        "The file's extension does not fit its content; the content decided.",
        "The file's extension does not fit its content; the content decided.",
    ),
    **TRANSLATION_NOTICES,
    NoticeKind.EDIT_APPLIED: markn(
        "{n} correction by a person was applied.",
        "{n} corrections by a person were applied.",
    ),
    NoticeKind.EDIT_UNPLACED: markn(
        "{n} correction by a person found its place no more and was not applied.",
        "{n} corrections by a person found their places no more and were not applied.",
    ),
    NoticeKind.LEFT_OUT_BY_PERSON: markn(
        "A person left out {n} paragraph, table or picture.",
        "A person left out {n} paragraphs, tables or pictures.",
    ),
    NoticeKind.NO_FIXED_PAGES: markn(
        "Only PDF has pages of its own: this book reflows.",
        "Only PDF has pages of its own: this book reflows.",
    ),
    NoticeKind.PAGE_RECOGNISED: markn(
        "The text of {n} scanned page was recognised by machine; please check it.",
        "The text of {n} scanned pages was recognised by machine; please check it.",
    ),
    NoticeKind.WORD_DOUBTFUL: markn(
        "{n} word of a scanned page was hardly readable; please compare it with the page.",
        "{n} words of scanned pages were hardly readable; please compare them with the pages.",
    ),
    NoticeKind.XREF_LOOP: markn(
        "The file's table of objects leads in a circle; it was put together again.",
        "The file's table of objects leads in a circle; it was put together again.",
    ),
    NoticeKind.RECOVERED_CONTAINER: markn(
        "The file was damaged; everything that could be read was recovered.",
        "The file was damaged; everything that could be read was recovered.",
    ),
}


def notice_sentence(kind: str, count: int, language: Language | None = None) -> str:
    """Return the sentence for ``count`` notices of ``kind``; the kind itself if it is unknown."""
    forms = _NOTICES.get(kind)
    if forms is None:
        return f"{kind}: {count}"
    return trn(*forms, count, language)


COUNT_NAMES = {
    "characters": mark("Characters"),
    "hangul": mark("Hangul syllables"),
    "paragraphs": mark("Paragraphs"),
    "headings": mark("Headings"),
    "list_items": mark("List items"),
    "tables": mark("Tables"),
    "cells": mark("Cells"),
    "merged_cells": mark("Merged cells"),
    "images": mark("Pictures"),
    "equations": mark("Equations"),
    "footnotes": mark("Footnotes"),
    "endnotes": mark("Endnotes"),
    "links": mark("Links"),
    "bookmarks": mark("Bookmarks"),
    "text_boxes": mark("Text boxes"),
    "comments": mark("Comments"),
    "hidden": mark("Hidden pieces"),
    "ruby": mark("Ruby"),
}
"""The counts of a report, by their names there."""


def format_names(language: Language | None = None) -> str:
    """Return the names of the formats that become books, as a list in a sentence."""
    return ", ".join(tr(spec.name, language) for spec in DOCUMENT_FORMATS)


def format_suffixes() -> str:
    """Return the usual extension of each format that becomes a book, as a list in a sentence."""
    return ", ".join(spec.suffixes[0] for spec in DOCUMENT_FORMATS)


def format_name(format_id: str, language: Language | None = None) -> str:
    """Return what people call a format that a report names; the id itself if it is unknown."""
    spec = format_of(format_id)
    return tr(spec.name, language) if spec is not None else format_id
