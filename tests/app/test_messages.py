# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that is said is said in both languages, and the catalogue is up to date."""

from __future__ import annotations

import ast
import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app import messages
from app.i18n import Language, preferred_language, tr, trn
from converters.document.notices import NoticeKind
from converters.errors import ErrorCode

REPOSITORY = Path(__file__).parent.parent.parent
CATALOGUE = REPOSITORY / "assets" / "locale" / "ko" / "LC_MESSAGES"
HANGUL = re.compile("[가-힣]")
KEYWORDS = {"tr": None, "mark": None, "trn": (1, 2), "markn": (1, 2)}


def catalogue():
    with (CATALOGUE / "hanji.po").open("rb") as stream:
        return read_po(stream, locale="ko")


def names_in(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_every_message_of_the_code_has_its_korean():
    known = {message.id for message in catalogue() if message.id and message.string}
    said = {
        tuple(message) if isinstance(message, (list, tuple)) else message
        for folder in ("app", "converters")
        for _, _, message, _, _ in extract_from_dir(REPOSITORY / folder, keywords=KEYWORDS)
    }
    assert said - known == set()
    assert known - said == set(), "the catalogue holds messages that nobody says: make messages"


def test_what_is_said_inside_of_an_f_string_is_known_too():
    """Babel does not look into them, so such a message must be marked somewhere else."""
    known = {message.id for message in catalogue()}
    said = set()
    for folder in ("app", "converters"):
        for path in (REPOSITORY / folder).rglob("*.py"):
            source = path.read_text("utf-8")
            if not re.search(r"\{(tr|trn|mark)\(", source):
                continue
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.JoinedStr):
                    said |= {
                        call.args[0].value
                        for call in ast.walk(node)
                        if isinstance(call, ast.Call)
                        and isinstance(call.func, ast.Name)
                        and call.func.id in ("tr", "mark")
                        and isinstance(call.args[0], ast.Constant)
                    }
    assert said
    assert said - known == set()


def test_the_compiled_catalogue_is_that_of_the_source():
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    assert (CATALOGUE / "hanji.mo").read_bytes() == compiled.getvalue()


def test_translations_use_the_same_names():
    for message in catalogue():
        if not message.id or "%(" in str(message.id) or "%s" in str(message.id):
            continue
        source = message.id[-1] if isinstance(message.id, tuple) else message.id
        target = message.string[0] if isinstance(message.string, tuple) else message.string
        assert names_in(source) == names_in(target), source


@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_error_names_file_cause_and_what_to_do(code):
    korean = messages.error_sentence("백서.hwp", code, {}, Language.KOREAN)
    english = messages.error_sentence("백서.hwp", code, {}, Language.ENGLISH)
    assert korean.startswith("백서.hwp: ")
    assert HANGUL.search(korean.removeprefix("백서.hwp: "))
    assert not HANGUL.search(english.removeprefix("백서.hwp: "))
    for sentence in (korean, english):
        assert "{" not in sentence
        assert sentence.count(".") >= 3  # the name's own, the cause's, the advice's
    cause, action = messages.cause_and_action(code, {}, Language.KOREAN)
    assert re.search(r"(십시오|니다)\.$", action), action
    assert cause.endswith(".")


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_notice_has_a_sentence_in_both_languages(kind):
    korean = messages.notice_sentence(kind.value, 1234, Language.KOREAN)
    english = messages.notice_sentence(kind.value, 1234, Language.ENGLISH)
    assert HANGUL.search(korean)
    assert not HANGUL.search(english)
    assert korean.endswith(".")
    assert english.endswith(".")


def test_an_unknown_notice_is_shown_as_it_is():
    assert messages.notice_sentence("new-kind", 2) == "new-kind: 2"


@pytest.mark.parametrize(
    ("params", "code", "part"),
    [
        ({"format": "hwp3", "version": "HWP 3.x"}, ErrorCode.UNSUPPORTED_VERSION, "한글 3.x"),
        ({"format": "doc"}, ErrorCode.UNSUPPORTED_FORMAT, "워드"),
        ({"detected": "empty"}, ErrorCode.NOT_A_DOCUMENT, "내용이 없는"),
        ({"detected": "zip"}, ErrorCode.NOT_A_DOCUMENT, "ZIP"),
        ({"product": "SoftCamp"}, ErrorCode.DRM, "SoftCamp"),
        ({"errno": 28, "side": "output"}, ErrorCode.IO, "빈 공간이 없음"),
        (
            {"version": "password before HWP 7.0", "format": "hwp5"},
            ErrorCode.UNSUPPORTED_VERSION,
            "옛 한글",
        ),
        ({"version": "password, x", "format": "odt"}, ErrorCode.UNSUPPORTED_VERSION, "암호"),
    ],
)
def test_special_causes_get_their_own_words(params, code, part):
    assert part in messages.error_sentence("a", code, params, Language.KOREAN)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"HANJI_LANG": "en", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"HANJI_LANG": "ko", "LANG": "en_US.UTF-8"}, "ko"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "ko_KR.UTF-8", "LANG": "en_US"}, "ko"),
        ({"LANG": "C.UTF-8"}, "ko"),
        ({}, "ko"),
        ({"LANG": "fr_FR"}, "ko"),
    ],
)
def test_the_language_is_korean_unless_english_is_asked_for(environ, language):
    assert preferred_language(environ) == language


def test_values_are_not_read_as_patterns():
    assert tr("File: {name}", Language.ENGLISH, name="{evil} %s") == "File: {evil} %s"
    assert trn("{n} page", "{n} pages", 1234, Language.ENGLISH) == "1,234 pages"
