# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings, each declared once: key, type, default, words, limits and section.

The page of settings, the policy of an office and the pages of the docs are made of these
declarations. A policy (``policy.toml``) is a file of the administrator; what it locks, nobody
changes in the window.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, cast

from app import paths, translation_choices
from app.i18n import mark

logger = logging.getLogger(__name__)

BOOKS_FOLDER = "한지"
"""Name of the books' folder in the user's documents, until another one is chosen."""

Value = str | int | bool


class Kind(StrEnum):
    """The kind of a setting; decides how the page asks for it and what a policy may say."""

    TEXT = "text"
    FOLDER = "folder"
    FILE = "file"
    CHOICE = "choice"
    NUMBER = "number"
    CHECKS = "checks"
    """Names of checks, with blanks between them."""


class Section(StrEnum):
    """The sections of the page of settings, in their order."""

    OUTPUT = "output"
    LOOKS = "looks"
    TRANSLATION = "translation"
    LEDGER = "ledger"
    WORK = "work"


SECTION_WORDS = {
    Section.OUTPUT: mark("Books"),
    Section.LOOKS: mark("Language and looks"),
    Section.TRANSLATION: mark("Translation and review"),
    Section.LEDGER: mark("Ledger"),
    Section.WORK: mark("This computer"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """The declaration of one setting."""

    key: str
    default: Value
    kind: Kind
    section: Section
    words: str
    hint: str
    choices: tuple[tuple[str, str], ...] = ()
    """Values and their words."""
    low: int = 0
    high: int = 0
    none_words: str = ""
    """What the default means, where an empty text or the lowest number stands for it."""
    restart: bool = False
    """Whether it holds from the next start only."""

    def allows(self, value: object) -> bool:
        """Tell whether a value is of the right type and within its limits."""
        if type(value) is not type(self.default):
            return False
        if self.kind is Kind.CHOICE:
            return value in [choice for choice, _ in self.choices]
        if self.kind is Kind.NUMBER:
            return value == self.default or self.low <= cast("int", value) <= self.high
        return True


def _declared(
    default: Value,
    kind: Kind,
    section: Section,
    words: str,
    hint: str,
    *,
    choices: tuple[tuple[str, str], ...] = (),
    limits: tuple[int, int] = (0, 0),
    none_words: str = "",
    restart: bool = False,
) -> Any:
    told = (kind, section, words, hint, choices, *limits, none_words, restart)
    return field(default=default, metadata={"setting": told})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; an empty string means "not chosen yet".

    A field without a declaration is remembered, and shown on no page.
    """

    out_folder: str = _declared(
        "",
        Kind.FOLDER,
        Section.OUTPUT,
        mark("Folder of the books"),
        mark("Where new books go, and where the page “Books” looks."),
        none_words=mark("Documents folder, in “한지”"),
    )
    pages: str = _declared(
        "flowing",
        Kind.CHOICE,
        Section.OUTPUT,
        mark("Form of the books"),
        mark("Books of PDF files can keep the pages of the print; other formats always flow."),
        choices=(
            ("flowing", mark("Flowing text, for every screen (EPUB)")),
            ("printed", mark("Pages as printed, where the document has them (EPUB)")),
        ),
    )
    design: str = _declared(
        "plain",
        Kind.CHOICE,
        Section.OUTPUT,
        mark("Design of the books"),
        mark("Headings, tables, boxes and cover of a kind of publication."),
        choices=(
            ("plain", mark("Plain")),
            ("report", mark("Report or white paper")),
            ("guidebook", mark("Guidebook")),
            ("magazine", mark("Magazine")),
            ("large-print", mark("Large print")),
        ),
    )
    theme_file: str = _declared(
        "",
        Kind.FILE,
        Section.OUTPUT,
        mark("Theme of the organisation"),
        mark("A small file with its design, colour, emblem and font; it comes before the design."),
        none_words=mark("No file"),
    )
    standard_items: str = _declared(
        "",
        Kind.FILE,
        Section.OUTPUT,
        mark("Items of the standard"),
        mark("A CSV table of the office (number, words, about) whose items are answered too."),
        none_words=mark("No file"),
    )
    recognition: str = _declared(
        "on",
        Kind.CHOICE,
        Section.OUTPUT,
        mark("Scanned pages"),
        mark("Recognising takes seconds a page; doubtful words are marked in the book."),
        choices=(
            ("on", mark("Recognise the letters")),
            ("off", mark("Leave them as pictures")),
        ),
    )
    language: str = _declared(
        "",
        Kind.CHOICE,
        Section.LOOKS,
        mark("Language of the program"),
        mark("Books keep the language of their document."),
        choices=(("", mark("As the system")), ("ko", "한국어"), ("en", "English")),
    )
    theme: str = _declared(
        "",
        Kind.CHOICE,
        Section.LOOKS,
        mark("Colour scheme"),
        mark("Light, dark or with high contrast."),
        choices=(
            ("", mark("As the system")),
            ("light", mark("Light")),
            ("dark", mark("Dark")),
            ("contrast", mark("High contrast")),
        ),
    )
    text_size: int = _declared(
        100,
        Kind.NUMBER,
        Section.LOOKS,
        mark("Size of the text (%)"),
        mark("Of everything in the window."),
        limits=(80, 200),
    )
    translation: str = _declared(
        "",
        Kind.CHOICE,
        Section.TRANSLATION,
        mark("Translation of new books"),
        mark("Drafts are made on this computer, and marked as drafts until somebody reviews them."),
        choices=translation_choices.CHOICES,
    )
    models_folder: str = _declared(
        "",
        Kind.FOLDER,
        Section.TRANSLATION,
        mark("Shared folder of translation packages"),
        mark("Packages in it are used and never changed, for example on a shared drive."),
        none_words=mark("None"),
    )
    translation_server: str = _declared(
        "off",
        Kind.CHOICE,
        Section.TRANSLATION,
        mark("Translation server of the office"),
        mark(
            "Sentences go to the server that the policy of the administrator names, and nowhere else."
        ),
        choices=(
            ("off", mark("Not used: drafts are made on this computer")),
            ("on", mark("Used where the policy names one for the languages")),
        ),
    )
    package_checksums: str = _declared(
        "shown",
        Kind.CHOICE,
        Section.TRANSLATION,
        mark("Checksums of translation packages"),
        mark("A checksum is given with --sha256, or stands beside the package as FILE.sha256."),
        choices=(
            ("shown", mark("Shown, for a person to compare")),
            ("demanded", mark("Demanded: nothing is installed without one")),
        ),
    )
    translator: str = _declared(
        "",
        Kind.TEXT,
        Section.TRANSLATION,
        mark("Name of the translator"),
        mark("Stands in the history of reviews."),
        none_words=mark("User name of this computer"),
    )
    review_role: str = _declared(
        "",
        Kind.CHOICE,
        Section.TRANSLATION,
        mark("Role in reviews"),
        mark(
            "A translator confirms, a reviewer also sends back, an approver approves. What is approved"
            " is changed by approvers only."
        ),
        choices=(
            ("", mark("Everything")),
            ("translator", mark("Translator")),
            ("reviewer", mark("Reviewer")),
            ("approver", mark("Who approves")),
        ),
    )
    master_memories: str = _declared(
        "",
        Kind.FOLDER,
        Section.TRANSLATION,
        mark("Memories of the office"),
        mark("A folder with translation memories that are only read: masters of the city."),
        none_words=mark("None"),
    )
    blocking_checks: str = _declared(
        "",
        Kind.CHECKS,
        Section.TRANSLATION,
        mark("Checks that block approval"),
        mark("Of projects that have not chosen their own."),
        none_words=mark("None"),
    )
    database: str = _declared(
        "",
        Kind.TEXT,
        Section.LEDGER,
        mark("Database of the ledger"),
        mark("Address of the city's database (postgresql://…), or a file of a ledger."),
        none_words=mark("File of this user"),
        restart=True,
    )
    workers: int = _declared(
        0,
        Kind.NUMBER,
        Section.WORK,
        mark("Documents at once"),
        mark("More are faster and take more memory."),
        limits=(1, 16),
        none_words=mark("As suits this computer"),
        restart=True,
    )
    last_folder: str = ""
    """Where the last document was picked."""
    watched_folder: str = ""
    """Whose new documents are converted by themselves; empty while none is watched."""
    geometry: str = ""
    """Place and size of the window, as Qt's own bytes in base64."""

    @property
    def theme_asked(self) -> str:
        """The theme of the books as a call names it: a file or a design; empty for the plain one."""
        return self.theme_file or ("" if self.design == "plain" else self.design)

    @property
    def books_folder(self) -> Path:
        """The folder of the books."""
        if self.out_folder:
            return Path(self.out_folder)
        return paths.documents_folder() / BOOKS_FOLDER


@cache
def declared() -> dict[str, Setting]:
    """Return the declarations by key, in the order of the page."""
    return {
        one.name: Setting(one.name, cast("Value", one.default), *one.metadata["setting"])
        for one in fields(Settings)
        if "setting" in one.metadata
    }


# ------------------------------------------------------------ the policy of an office


@dataclass(frozen=True, slots=True)
class Policy:
    """What an administrator has decided: other defaults, and values that nobody changes."""

    defaults: Mapping[str, Value]
    locked: Mapping[str, Value]
    reasons: Mapping[str, str]
    """Why a key is locked, in the administrator's words; empty where none are given."""
    faults: tuple[str, ...] = ()
    """Keys and files that make no sense; they change nothing."""
    translation_servers: object = ()
    """The tables of translation servers, as they stand; ``app.jobs.translation_server`` reads them."""


_NO_POLICY = Policy({}, {}, {})


def policy() -> Policy:
    """Return the policy that holds here: the system's, else the one beside the program."""
    for file in paths.policy_files():
        try:
            return read_policy(file.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            logger.warning("policy %s: %s", file, error)
            return Policy({}, {}, {}, (str(file),))
    return _NO_POLICY


def read_policy(text: str) -> Policy:
    """Return what a policy says; what makes no sense is a fault and changes nothing."""
    # Most computers have no policy.
    import tomllib

    try:
        stored = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        logger.warning("policy: %s", error)
        return Policy({}, {}, {}, (str(error),))
    reason = str(stored.get("reason", ""))
    faults: list[str] = []
    defaults: dict[str, Value] = {}
    locked: dict[str, Value] = {}
    reasons: dict[str, str] = {}
    for name, into in (("defaults", defaults), ("locked", locked)):
        table = stored.get(name, {})
        if not isinstance(table, dict):
            faults.append(name)
            continue
        for key, said in table.items():
            own = said if isinstance(said, dict) else {"value": said}
            setting = declared().get(key)
            if setting is None or not setting.allows(own.get("value")):
                faults.append(f"{name}.{key}")
                continue
            into[key] = own["value"]
            if into is locked:
                reasons[key] = str(own.get("reason", reason))
    if faults:
        logger.warning("policy: %s", ", ".join(faults))
    servers = stored.get("translation_servers", ())
    return Policy(defaults, locked, reasons, tuple(faults), servers)


# ------------------------------------------------------------ what is remembered


def load() -> Settings:
    """Return the remembered settings; the policy's or our defaults for what is missing or senseless."""
    holds = policy()
    chosen: dict[str, Value] = dict(holds.defaults)
    chosen |= {name: value for name, value in _stored().items() if _makes_sense(name, value)}
    chosen |= holds.locked
    return Settings(**chosen)  # type: ignore[arg-type]


def _stored() -> dict[str, Any]:
    try:
        stored = json.loads(paths.settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _makes_sense(name: str, value: object) -> bool:
    setting = declared().get(name)
    if setting is not None:
        return setting.allows(value)
    return name in {one.name for one in fields(Settings)} and isinstance(value, str)


def save(settings: Settings) -> None:
    """Remember ``settings``; a disk that refuses costs only the memory.

    What the policy decides, and what only a newer version knows, stays as it stood in the file.
    """
    holds = policy()
    kept = _stored()
    for name, value in asdict(settings).items():
        is_default = name in holds.defaults and value == holds.defaults[name] and name not in kept
        if name not in holds.locked and not is_default:
            kept[name] = value
    target = paths.settings_file()
    temporary = target.with_suffix(".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(target)
    except OSError as error:
        logger.warning("settings not saved: %s", error)


def of_section(section: Section) -> Iterable[Setting]:
    """Return the settings of a section."""
    return (setting for setting in declared().values() if setting.section is section)


def ledger_database() -> str:
    """The database of the ledger that HANJI_DATABASE or the settings name; empty for none."""
    return os.environ.get("HANJI_DATABASE") or load().database


def is_ledger_kept() -> bool:
    """Whether there is a real ledger: a database that is named, or the file."""
    return bool(ledger_database()) or paths.ledger_file().exists()
