# SPDX-License-Identifier: AGPL-3.0-or-later
"""In which language a text is written, told by its script and its function words.

A few words cannot be told, and are not: nobody is helped by a voice that guesses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")),
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("thai", re.compile("[\u0e00-\u0e7f]")),
    ("devanagari", re.compile("[\u0900-\u097f]")),
)
# Of scripts that one language is much the most written in; others are Latin where not listed.
_SCRIPT_OF = {
    "ko": "ko", "ja": "ja", "zh": "zh", "ru": "cyrillic", "uk": "cyrillic", "bg": "cyrillic",
    "sr": "cyrillic", "be": "cyrillic", "mk": "cyrillic", "kk": "cyrillic", "el": "greek",
    "ar": "arabic", "fa": "arabic", "ur": "arabic", "he": "hebrew", "yi": "hebrew", "th": "thai",
    "hi": "devanagari", "mr": "devanagari", "ne": "devanagari",
}  # fmt: skip
_MAIN = {"cyrillic": "ru", "greek": "el", "arabic": "ar", "hebrew": "he", "thai": "th",
         "devanagari": "hi"}  # fmt: skip
_FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for it with as was on are be this by from or an have not which",
        "de": "der die das und ist nicht ein eine mit von den dem zu auf für des sich auch als wird im",
        "fr": "le la les des et est une dans que pour qui sur pas avec du au ce sont par il elle ne",
        "es": "el los las una que del por con para se es al lo como más su sus y en la",
        "it": "il che di una per non con del della sono gli le nel alla più anche e un si",
        "pt": "o os que uma do da dos das em para com não por se ao à mais e as é",
        "nl": "de het een van en is dat op te voor met niet zijn aan er ook als bij",
        "sv": "och att det som en på är av för med den till inte om ett har",
        "da": "og at det som en på er af for med den til ikke om et har",
        "pl": "i w na z do się nie to jest że o jak po za od przez dla",
        "cs": "a v na se je že s z do to o pro jako by za od jsou",
        "sk": "a v na sa je že s z do to o pre ako by za od sú",
        "hu": "a az és hogy nem egy is ez meg van de ha csak már",
        "fi": "ja on ei että se oli hän ovat kun mutta tai niin myös",
        "tr": "ve bir bu da de için ile olarak çok daha olan gibi",
        "id": "yang dan di dengan untuk dari pada ini itu adalah tidak dalam",
        "vi": "và của là có cho không được các trong một những người",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH, _CLEARLY = 3, 1.5
"""Function words that tell a language, and how many times those of any other they must be."""


def script_of(text: str) -> str:
    """Return the script that most letters of ``text`` are of; empty without letters.

    Korean, Japanese and Chinese stand for their scripts; kana makes Japanese of Han.
    """
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    if counts["ja"] and counts["zh"]:
        counts["ja"] += counts.pop("zh")
    name = max(counts, key=lambda each: counts[each])
    return name if counts[name] else ""


def function_words(text: str) -> dict[str, int]:
    """Return how many function words of each language ``text`` has."""
    counts = Counter(_WORD.findall(text.lower()))
    return {
        language: sum(counts[word] for word in counts.keys() & known)
        for language, known in _FUNCTION_WORDS.items()
    }


def language_of(text: str) -> str:
    """Return the language of ``text`` (BCP 47, primary); empty where it cannot be told."""
    script = script_of(text)
    if script != "latin":
        return _MAIN.get(script, script)
    counts = function_words(text)
    best = max(counts, key=lambda each: counts[each])
    rest = max(count for language, count in counts.items() if language != best)
    return best if counts[best] >= _ENOUGH and counts[best] >= _CLEARLY * rest else ""


def share_script(first: str, second: str) -> bool:
    """Whether two languages are written in one script."""
    scripts = {
        _SCRIPT_OF.get(language.partition("-")[0].lower(), "latin") for language in (first, second)
    }
    return len(scripts) == 1


def may_be(text: str, language: str) -> bool | None:
    """Whether ``text`` is written in ``language``; None where nothing speaks for or against it."""
    primary = language.partition("-")[0].lower()
    script = script_of(text)
    if not script:
        return None
    wanted = _SCRIPT_OF.get(primary, "latin")
    if script != wanted and not (primary == "ja" and script == "zh"):
        return False
    if wanted != "latin":
        return True
    told = language_of(text)
    return None if not told else told == primary
