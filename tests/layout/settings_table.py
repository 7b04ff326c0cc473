# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of settings in the manual, made of their declarations.

``python -m tests.layout.settings_table`` writes them anew; a test fails while they are not current.
"""

from __future__ import annotations

from pathlib import Path

from app.i18n import Language, tr
from app.settings import Kind, Setting, declared

REPOSITORY = Path(__file__).parent.parent.parent
PAGES = {
    REPOSITORY / "assets" / "manual" / language.value / "settings.md": language
    for language in Language
}
BEGIN, END = "<!-- settings -->\n", "<!-- end of settings -->\n"
_HEADS = {
    Language.KOREAN: ("설정", "정책의 키", "값", "처음 값", "뜻"),
    Language.ENGLISH: ("Setting", "Key of the policy", "Values", "Default", "Meaning"),
}


def table(language: Language) -> str:
    """Return the table of all settings."""
    heads = _HEADS[language]
    lines = [heads, ("---",) * len(heads), *(_row(one, language) for one in declared().values())]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _row(setting: Setting, language: Language) -> tuple[str, ...]:
    default = f"`{setting.default}`" if setting.default != "" else '`""`'
    if setting.none_words:
        default += f" ({tr(setting.none_words, language)})"
    return (
        tr(setting.words, language),
        f"`{setting.key}`",
        _values(setting, language),
        default,
        tr(setting.hint, language),
    )


def _values(setting: Setting, language: Language) -> str:
    if setting.kind is Kind.CHOICE:
        return ", ".join(f'`"{value}"` {tr(words, language)}' for value, words in setting.choices)
    if setting.kind is Kind.NUMBER:
        return f"{setting.low} – {setting.high}"
    return {
        Language.KOREAN: {
            Kind.FOLDER: "폴더",
            Kind.FILE: "파일",
            Kind.TEXT: "글",
            Kind.CHECKS: "검사 이름들",
        },
        Language.ENGLISH: {
            Kind.FOLDER: "a folder",
            Kind.FILE: "a file",
            Kind.TEXT: "text",
            Kind.CHECKS: "checks",
        },
    }[language][setting.kind]


def with_table(text: str, language: Language) -> str:
    """Return a page of the manual with its table as it should be."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + table(language) + END + rest.split(END)[1]


if __name__ == "__main__":
    for page, spoken in PAGES.items():
        page.write_text(with_table(page.read_text("utf-8"), spoken), "utf-8")
