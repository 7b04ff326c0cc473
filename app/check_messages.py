# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for reviewers: a name and an explanation for every check of a translation.

The English sentence is the message id of the catalogue, as in ``app.messages``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Language, mark, tr


@dataclass(frozen=True, slots=True)
class CheckWords:
    """The words of a check: its name in settings, and the sentence of a finding."""

    name: str
    sentence: str


_CHECKS: dict[str, CheckWords] = {
    "spelling": CheckWords(
        mark("Spelling"), mark("“{text}” is in no dictionary. A right click offers what is meant.")
    ),
    "number-lost": CheckWords(
        mark("Number missing or changed"),
        mark("The number “{text}” of the source is not in the translation."),
    ),
    "number-scale": CheckWords(
        mark("Large number changed"),
        mark("The translation does not state the value of “{text}”; check 만, 억 and 조."),
    ),
    "number-added": CheckWords(
        mark("Number added"), mark("The source does not state the number {number}.")
    ),
    "number-grouping": CheckWords(
        mark("Thousands separated wrongly"),
        mark("The commas in “{text}” do not stand between thousands."),
    ),
    "percent-lost": CheckWords(
        mark("Percentage lost"), mark("“{text}” is no percentage in the translation.")
    ),
    "date-lost": CheckWords(
        mark("Date missing or changed"),
        mark("The date “{text}” of the source is not in the translation."),
    ),
    "time-lost": CheckWords(
        mark("Time missing or changed"),
        mark("The time “{text}” of the source is not in the translation."),
    ),
    "date-impossible": CheckWords(
        mark("Impossible date"), mark("No calendar has the day “{text}”.")
    ),
    "weekday-lost": CheckWords(
        mark("Day of the week missing or changed"),
        mark("The day of the week “{text}” is not in the translation."),
    ),
    "fiscal-year": CheckWords(
        mark("Fiscal year lost"),
        mark("“{text}” is a fiscal year; the translation speaks of a plain year."),
    ),
    "money-lost": CheckWords(
        mark("Amount of money missing or changed"),
        mark("The amount “{text}” of the source is not in the translation."),
    ),
    "currency": CheckWords(
        mark("Currency changed"), mark("The currency of “{text}” is not in the translation.")
    ),
    "money-scale": CheckWords(
        mark("Unit of amounts lost"),
        mark("The unit of the amounts (“{text}”) is not in the translation."),
    ),
    "unit-lost": CheckWords(
        mark("Unit of measurement missing or changed"),
        mark("The unit of “{text}” is not in the translation."),
    ),
    "url-lost": CheckWords(
        mark("Web address missing or changed"),
        mark("The web address “{text}” is not in the translation as it is."),
    ),
    "url-added": CheckWords(
        mark("Web address added"), mark("The source does not have the web address “{text}”.")
    ),
    "email-lost": CheckWords(
        mark("E-mail address missing or changed"),
        mark("The e-mail address “{text}” is not in the translation as it is."),
    ),
    "email-added": CheckWords(
        mark("E-mail address added"), mark("The source does not have the e-mail address “{text}”.")
    ),
    "phone-lost": CheckWords(
        mark("Telephone number missing or changed"),
        mark("The telephone number “{text}” is not in the translation."),
    ),
    "code-number-lost": CheckWords(
        mark("Reference number missing or changed"),
        mark("The reference “{text}” is not in the translation as it is."),
    ),
    "placeholder-lost": CheckWords(
        mark("Placeholder missing"),
        mark("The placeholder “{text}” must stand in the translation as it is."),
    ),
    "placeholder-added": CheckWords(
        mark("Placeholder added"), mark("The source does not have the placeholder “{text}”.")
    ),
    "path-lost": CheckWords(
        mark("File name missing or changed"),
        mark("The file “{text}” is not in the translation as it is."),
    ),
    "code-lost": CheckWords(
        mark("Code missing"),
        mark("The code {text} (bold, a link, a note ...) of the source is not in the translation."),
    ),
    "code-added": CheckWords(
        mark("Code added"), mark("The source does not have the code {text}, or not so often.")
    ),
    "code-order": CheckWords(
        mark("Codes in another order"),
        mark("The code {text} stands in another order than in the source."),
    ),
    "code-nesting": CheckWords(
        mark("Codes not paired"),
        mark("The code {text} is not opened, not closed or lies across another one."),
    ),
    "code-blanks": CheckWords(
        mark("Blank inside a code"), mark("The source has no blank inside {text}.")
    ),
    "code-empty": CheckWords(
        mark("Code around nothing"), mark("No word stands inside the code {text} any more.")
    ),
    "term-lost": CheckWords(
        mark("Term not used"), mark("The glossary says for “{text}”: {wanted}.")
    ),
    "term-forbidden": CheckWords(
        mark("Forbidden term"), mark("The glossary forbids “{text}” here. It says: {wanted}")
    ),
    "hangul-left": CheckWords(mark("Hangul left"), mark("“{text}” was not translated.")),
    "polite-level": CheckWords(
        mark("Levels of politeness mixed"), mark("합쇼체 and 해요체 stand side by side: “{text}”.")
    ),
    "particle": CheckWords(mark("Particle does not agree"), mark("“{text}” should be “{wanted}”.")),
    "particle-undecided": CheckWords(
        mark("Particle undecided"), mark("Decide for one form of the particle: “{text}”.")
    ),
    "loose-jamo": CheckWords(
        mark("Loose letter"), mark("The letter “{text}” stands beside a syllable: a typing error?")
    ),
    "article-lost": CheckWords(
        mark("Article of a law missing or changed"),
        mark("“{text}” is not in the translation (제22조 is Article 22)."),
    ),
    "article-written": CheckWords(
        mark("Article of a law not written as 조"), mark("“{text}” is written 제…조 in Korean.")
    ),
    "address-lost": CheckWords(
        mark("Address missing or changed"), mark("The address “{text}” is not in the translation.")
    ),
    "road-form": CheckWords(
        mark("Road name without hyphen"),
        mark("“{text}”: a hyphen stands before -daero, -ro and -gil (Sejong-daero)."),
    ),
    "district-form": CheckWords(
        mark("District name without hyphen"),
        mark("“{text}”: a hyphen stands before -gu, -dong and -myeon (Jongno-gu)."),
    ),
    "blanks-doubled": CheckWords(mark("Blanks doubled"), mark("Several blanks stand in a row.")),
    "blanks-leading": CheckWords(
        mark("Blanks at the start"),
        mark("Source and translation differ in the blanks at their start."),
    ),
    "blanks-trailing": CheckWords(
        mark("Blanks at the end"), mark("Source and translation differ in the blanks at their end.")
    ),
    "blank-before-mark": CheckWords(
        mark("Blank before a mark"), mark("No blank stands before a punctuation mark.")
    ),
    "blank-after-mark": CheckWords(
        mark("No blank after a mark"),
        mark("A blank is missing after the punctuation mark in “{text}”."),
    ),
    "zero-width": CheckWords(
        mark("Invisible character"), mark("An invisible character of no width stands here.")
    ),
    "blank-between-characters": CheckWords(
        mark("Blank between characters"),
        mark("No blanks stand between Chinese and Japanese characters."),
    ),
    "tabs": CheckWords(
        mark("Tabs differ"), mark("The source has {source} tabs, the translation {target}.")
    ),
    "line-breaks": CheckWords(
        mark("Line breaks differ"),
        mark("The source has {source} line breaks, the translation {target}."),
    ),
    "end-ellipsis": CheckWords(
        mark("Ellipsis at the end"),
        mark("Only one of source and translation ends with an ellipsis."),
    ),
    "end-stop": CheckWords(
        mark("Full stop at the end"),
        mark("Only one of source and translation ends with a full stop."),
    ),
    "end-colon": CheckWords(
        mark("Colon at the end"), mark("Only one of source and translation ends with a colon.")
    ),
    "end-semicolon": CheckWords(
        mark("Semicolon at the end"),
        mark("Only one of source and translation ends with a semicolon."),
    ),
    "end-question": CheckWords(
        mark("Question mark at the end"),
        mark("Only one of source and translation ends with a question mark."),
    ),
    "end-exclamation": CheckWords(
        mark("Exclamation mark at the end"),
        mark("Only one of source and translation ends with an exclamation mark."),
    ),
    "brackets-unpaired": CheckWords(
        mark("Brackets not paired"), mark("The brackets {text} are not paired.")
    ),
    "brackets-lost": CheckWords(
        mark("Brackets lost"),
        mark("“{text}” stands in brackets in the source, nothing does in the translation."),
    ),
    "quotes-unpaired": CheckWords(
        mark("Quotation marks not paired"), mark("The quotation mark {text} has no partner.")
    ),
    "quotes-lost": CheckWords(
        mark("Quotation marks lost"),
        mark("{text} is quoted in the source, nothing is in the translation."),
    ),
    "marks-doubled": CheckWords(
        mark("Punctuation doubled"), mark("“{text}”: two marks stand where one is meant.")
    ),
    "mark-width": CheckWords(
        mark("Mark of another width"), mark("“{text}” has the width of another script's marks.")
    ),
    "start-mark": CheckWords(
        mark("Bullet at the start"),
        mark("Only one of source and translation begins with “{text}”."),
    ),
    "symbol-lost": CheckWords(
        mark("Sign lost"), mark("The sign “{text}” of the source is not in the translation.")
    ),
    "capital-at-start": CheckWords(
        mark("Small letter at the start"),
        mark("The sentence begins with a small letter: “{text}”."),
    ),
    "capitals-several": CheckWords(
        mark("Two capitals"), mark("The word “{text}” begins with two capitals.")
    ),
    "acronym-lost": CheckWords(mark("Acronym lost"), mark("“{text}” is not in the translation.")),
    "source-copied": CheckWords(
        mark("Not translated"), mark("The translation is the same as the source.")
    ),
    "part-untranslated": CheckWords(
        mark("Part not translated"), mark("“{text}” stands in the translation as in the source.")
    ),
    "wrong-script": CheckWords(
        mark("Another language"),
        mark("Most letters are not those of the language to translate into."),
    ),
    "script-foreign": CheckWords(
        mark("Foreign characters"), mark("Neither language uses the characters “{text}”.")
    ),
    "mojibake": CheckWords(
        mark("Broken characters"), mark("The characters were broken by a wrong encoding ({text}).")
    ),
    "alphabets-mixed": CheckWords(
        mark("Alphabets mixed"), mark("Letters of two alphabets stand in one word ({text}).")
    ),
    "characters-invalid": CheckWords(
        mark("Character not allowed"), mark("No text may have this character ({text}).")
    ),
    "empty": CheckWords(mark("Empty"), mark("There is no translation yet.")),
    "too-short": CheckWords(
        mark("Too short"),
        mark("The translation is short: {percent} percent of what is usual. Is something missing?"),
    ),
    "too-long": CheckWords(
        mark("Too long"), mark("The translation is long: {percent} percent of what is usual.")
    ),
    "longest": CheckWords(
        mark("Longer than allowed"),
        mark("The translation has {length} characters; {longest} are allowed."),
    ),
    "sentence-count": CheckWords(
        mark("Number of sentences differs"),
        mark("The source has {source} sentences, the translation {target}."),
    ),
    "word-doubled": CheckWords(mark("Word doubled"), mark("A word stands twice: “{text}”.")),
    "loop": CheckWords(
        mark("Words repeated"), mark("The same words come again and again: “{text}”.")
    ),
    "targets-differ": CheckWords(
        mark("Translated in several ways"),
        mark("The same source is elsewhere translated: “{text}”."),
    ),
    "sources-differ": CheckWords(
        mark("One translation of several sources"),
        mark("Another source has the same translation: “{text}”."),
    ),
    "polite-level-project": CheckWords(
        mark("Politeness unlike the book's"),
        mark("Most of the book speaks at another level of politeness than “{text}”."),
    ),
}


def check_name(check_id: str, language: Language | None = None) -> str:
    """Return what a check is called; its id where it is unknown."""
    words = _CHECKS.get(check_id)
    return tr(words.name, language) if words else check_id


def finding_sentence(
    check_id: str, params: Mapping[str, str], language: Language | None = None
) -> str:
    """Return what a finding says; the check's id where it is unknown.

    Args:
        check_id: the check that found it.
        params: names and values of the finding.
        language: of the sentence; the one in use where None.
    """
    words = _CHECKS.get(check_id)
    return tr(words.sentence, language, **params) if words else check_id
