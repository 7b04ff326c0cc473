# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "translate": which packages lead there, and lines of text through them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app import paths
from app.errors import AppError
from app.i18n import mark
from app.jobs import translating as jobs
from app.jobs.translating import TranslationOrder
from app.jobs.translation_server import TranslationServer, server_for
from app.messages import translation_sentences
from app.services import terms
from app.services.master_memories import masters
from app.translation_choices import ALWAYS, CHOICES, choice_named
from translation.errors import ModelMissing, ServerFailed
from translation.memory.store import Memory, MemoryVersionError
from translation.packages.package import Package
from translation.route import find_route

_SERVER_FAILED = mark("{sentence}")
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
    from app.services.model_packages import open_store

    packages = open_store().packages()
    server = server_for(source, target)
    if server is not None:
        return _served(server, (source, target), packages, bilingual=bilingual, care=care)
    try:
        route = find_route(packages, source, target)
    except ModelMissing as error:
        raise AppError(_NO_PACKAGE, source=source, target=target) from error
    aligners = [_aligner_for(package, packages) for package in route]
    return TranslationOrder(
        languages=(source, *(package.to_code for package in route)),
        packages=tuple(package.folder for package in route),
        identity="+".join(map(_identity, route, aligners)),
        aligners=tuple(one.folder if one else None for one in aligners) if any(aligners) else (),
        care=care,
        bilingual=bilingual,
        demonstration=any(package.is_demonstration for package in route),
        memory=paths.memory_file(),
        memory_state=_state_of(paths.memory_file(), masters()),
        masters=masters(),
        glossaries=paths.glossaries_file(),
        terms_state=terms.digest(source, target),
        finished=paths.data_folder() / "finished.sqlite",
    )


def _served(
    server: TranslationServer,
    pair: tuple[str, str],
    packages: Sequence[Package],
    *,
    bilingual: bool,
    care: str,
) -> TranslationOrder:
    """Return an order for a server of the office's own network."""
    aligner = _aligning(pair, packages)
    return TranslationOrder(
        pair,
        (),
        server.identity + (f"~{aligner.sha256[:12]}" if aligner else ""),
        (aligner.folder,) if aligner else (),
        care,
        bilingual,
        memory=paths.memory_file(),
        memory_state=_state_of(paths.memory_file(), masters()),
        masters=masters(),
        glossaries=paths.glossaries_file(),
        terms_state=terms.digest(*pair),
        finished=paths.data_folder() / "finished.sqlite",
        server=server,
    )


def _aligner_for(package: Package, packages: Sequence[Package]) -> Package | None:
    """Return a package that tells which word comes of which, for one whose engine does not."""
    if package.engine == "ctranslate2":
        return None
    return _aligning((package.from_code, package.to_code), packages)


def _aligning(pair: tuple[str, str], packages: Sequence[Package]) -> Package | None:
    fitting = (
        one
        for one in packages
        if (one.from_code, one.to_code) == pair and one.engine == "ctranslate2" and one.is_readable
    )
    return next(fitting, None)


def _identity(package: Package, aligner: Package | None) -> str:
    """Return what tells a model's sentences from those of others."""
    by = f"~{aligner.sha256[:12]}" if aligner else ""
    return f"{package.from_code}_{package.to_code}@{package.sha256[:12]}{by}"


def order_for_package(package: Package, packages: Sequence[Package]) -> TranslationOrder:
    """Return an order for one package alone: no memory, no terms, nothing that is kept.

    Args:
        package: that translates.
        packages: all that are installed, of which one may align its words.
    """
    aligner = _aligner_for(package, packages)
    return TranslationOrder(
        (package.from_code, package.to_code),
        (package.folder,),
        _identity(package, aligner),
        (aligner.folder,) if aligner else (),
        demonstration=package.is_demonstration,
    )


def order_for_server(
    server: TranslationServer, pair: tuple[str, str], packages: Sequence[Package]
) -> TranslationOrder:
    """Return an order for a server alone: no memory, no terms, nothing that is kept."""
    aligner = _aligning(pair, packages)
    return TranslationOrder(
        pair, (), server.identity, (aligner.folder,) if aligner else (), server=server
    )


def memory_order(source: str, target: str) -> TranslationOrder:
    """Return an order that has no machine: what memory and terms do not know stays empty."""
    return TranslationOrder(
        (source, target),
        (),
        "",
        memory=paths.memory_file(),
        memory_state=_state_of(paths.memory_file(), masters()),
        masters=masters(),
        glossaries=paths.glossaries_file(),
        terms_state=terms.digest(source, target),
    )


def _state_of(memory: Path, others: Sequence[tuple[Path, str, int]]) -> str:
    """Return what tells one content of the memories from another; empty for none."""
    states = [_state_of_master(*one) for one in others]
    if memory.is_file():
        try:
            with Memory(memory) as opened:
                states.insert(0, opened.state())
        except (sqlite3.Error, MemoryVersionError):
            pass
    return "+".join(filter(None, states))


def _state_of_master(path: Path, name: str, penalty: int) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{name}-{found.st_size}-{found.st_mtime_ns}-{penalty}"


def server_named(source: str, target: str) -> str:
    """Return name and host of the server that drafts a pair; empty where packages do."""
    server = server_for(source, target)
    return server.shown if server else ""


def order_named(choice: str) -> TranslationOrder:
    """Return the order for what the window calls "en" or "ko-en" (see ``app.translation_choices``).

    Raises:
        AppError: no package leads there.
    """
    asked = choice_named(choice)
    return order_for(asked.source, asked.target, bilingual=asked.bilingual)


def offered(chosen: str) -> tuple[str, ...]:
    """Return the translations to choose from: those that packages or the office's server make.

    Args:
        chosen: the one that is set, which is among them in any case.
    """
    from app.services.model_packages import open_store

    packages = open_store().packages()

    def leads(name: str) -> bool:
        asked = choice_named(name)
        if server_for(asked.source, asked.target) is not None:
            return True
        with suppress(ModelMissing):
            return bool(find_route(packages, asked.source, asked.target))
        return False

    return tuple(name for name, _ in CHOICES if name in (*ALWAYS, chosen) or leads(name))


def is_demonstration(choice: str) -> bool:
    """Tell whether only a demonstration translates into what the window calls "en" or "ko-en"."""
    try:
        return order_named(choice).demonstration
    except AppError:
        return False


def lines(texts: Sequence[str], order: TranslationOrder) -> tuple[list[str], int]:
    """Return the translation of each line, in their order, and how many sentences got none.

    Empty lines, and what got no translation, stay as they are.

    Raises:
        AppError: the server that the order names gave none.
        TranslationError: a package cannot be used, or a model gave up.
    """
    try:
        return jobs.translated_lines(texts, order)
    except ServerFailed as error:
        sentence = " ".join(translation_sentences(error.code, error.params))
        raise AppError(_SERVER_FAILED, sentence=sentence) from error
