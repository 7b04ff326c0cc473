# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "hand over": a copy of a project with what another machine needs to go on with it.

The copy is a project like any other, to be opened, worked on and merged back. With it come the units of the
memory that are like its sentences, and the terms that are in them; not the whole memory of a city. There
they become a read-only memory and a glossary of their own, which can be taken away again.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from app.errors import AppError
from app.i18n import mark
from app.services.file_names import safe_stem
from app.services.master_memories import SUFFIX, own_folder
from app.services.reviewing.project_file import demand_free, writing
from app.services.reviewing.remembering import with_contexts
from app.services.terms import open_glossaries
from app.store.project import Project, ProjectDamaged
from app.store_messages import store_reason
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.shelf import Asked
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit
from translation.terms.term import Glossary, Term

_NOT_TAKEN = mark("What came with the project cannot be taken: {detail}.")
_NOTHING = mark("Nothing came with this project: it was not handed over.")
_DAMAGED = mark("What came with the project is damaged: {detail}. The project itself can be used.")
_PART = "handed-over.json"
_LEAST = 60
"""Percent: what is less like a sentence helps nobody."""
_MOST = 3
"""Units for each sentence."""
_LONGEST = 100_000
"""Characters of a text."""


class _Unit(NamedTuple):
    source: str
    target: str
    before: str | None
    after: str | None
    origin: str
    author: str
    created: str
    changed: str


class _Term(NamedTuple):
    source: str
    targets: tuple[str, ...]
    forbidden: tuple[str, ...]
    note: str
    domain: str
    origin: str


@dataclass(frozen=True, slots=True)
class _Load:
    by: str
    at: str
    units: tuple[_Unit, ...]
    terms: tuple[_Term, ...]

    def encode(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _decode(data: bytes) -> _Load:
    """Return what ``encode`` wrote.

    Raises:
        ValueError, TypeError, KeyError: it did not.
    """
    found = json.loads(data)
    units = []
    for source, target, before, after, *rest in found["units"]:
        context = (
            None if before is None else _text(before),
            None if after is None else _text(after),
        )
        units.append(_Unit(_text(source), _text(target), *context, *map(_text, rest)))
    terms = []
    for source, targets, forbidden, *rest in found["terms"]:
        forms = tuple(map(_text, targets)), tuple(map(_text, forbidden))
        terms.append(_Term(_text(source), *forms, *map(_text, rest)))
    return _Load(_text(found["by"]), _text(found["at"]), tuple(units), tuple(terms))


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError(type(value).__name__)
    return value


@dataclass(frozen=True, slots=True)
class HandOver:
    """What came, or goes, with a copy of a project."""

    name: str
    """Of the memory and the glossary that it becomes."""
    by: str
    """Who handed it over."""
    units: int
    terms: int


def hand_over(
    project: Project,
    target: Path,
    author: str,
    at: str,
    memory: Asked | None = None,
    glossary: Glossary | None = None,
) -> HandOver:
    """Write a copy of a project for another machine.

    Args:
        project: open.
        target: the copy; a project that is there stays and stops this.
        author: who hands it over.
        at: moment in UTC, ISO 8601.
        memory: whose fitting units go along; none without one.
        glossary: whose terms go along.

    Raises:
        AppError: it cannot be written.
    """
    demand_free(target)
    load = _Load(
        author,
        at,
        _fitting_units(project, memory) if memory is not None else (),
        _terms_in(project, glossary) if glossary is not None else (),
    )
    half = target.with_name(f".{target.name}.part")
    try:
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            half.unlink(missing_ok=True)
            project.copy_to(half)
            with Project(half) as copy:
                copy.put_part(_PART, load.encode())
            half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return HandOver(_name(project, load), author, len(load.units), len(load.terms))


def _fitting_units(project: Project, memory: Asked) -> tuple[_Unit, ...]:
    pair = LanguagePair(project.source_language, project.target_language)
    found: dict[_Unit, None] = {}
    for segment, before, after in with_contexts(project):
        if not segment.source.text.strip():
            continue
        for match in memory.look_up(segment.source, pair, before, after, _LEAST, _MOST):
            one = match.unit
            unit = _Unit(
                one.source.marked,
                one.target.marked,
                one.before,
                one.after,
                one.origin,
                one.author,
                one.created,
                one.changed,
            )
            found[unit] = None
    return tuple(found)


def _terms_in(project: Project, glossary: Glossary) -> tuple[_Term, ...]:
    found: dict[_Term, None] = {}
    for segment in project.segments():
        for match in glossary.matches(segment.source.text):
            one = match.term
            term = _Term(one.source, one.targets, one.forbidden, one.note, one.domain, one.origin)
            found[term] = None
    return tuple(found)


def came_with(project: Project) -> HandOver | None:
    """Return what came with a project and is not taken yet; None for nothing.

    Raises:
        AppError: it is damaged.
    """
    load = _load(project)
    if load is None or not (load.units or load.terms):
        return None
    name = _name(project, load)
    if _memory_file(name).exists() or _has_glossary(name, project):
        return None
    return HandOver(name, load.by, len(load.units), len(load.terms))


def take_over(project: Project) -> HandOver:
    """Make a read-only memory and a glossary of what came with a project.

    Raises:
        AppError: nothing came, it is damaged, or they cannot be written.
    """
    load = _load(project)
    if load is None:
        raise AppError(_NOTHING)
    name = _name(project, load)
    pair = LanguagePair(project.source_language, project.target_language)
    target = _memory_file(name)
    half = target.with_name(f".{target.name}.half")
    try:
        if load.units:
            target.parent.mkdir(parents=True, exist_ok=True)
            half.unlink(missing_ok=True)
            with Memory(half) as memory:
                memory.add(_memory_unit(one, pair) for one in load.units)
                memory.finish()
            half.replace(target)
        if load.terms:
            with open_glossaries() as opened:
                opened.put(
                    opened.add_glossary(name, *_tags(project)),
                    (
                        Term(t.source, t.targets, t.forbidden, t.note, t.domain, t.origin)
                        for t in load.terms
                    ),
                )
    except (OSError, sqlite3.Error) as error:
        raise AppError(_NOT_TAKEN, detail=store_reason(error)) from error
    finally:
        half.unlink(missing_ok=True)
    return HandOver(name, load.by, len(load.units), len(load.terms))


def _load(project: Project) -> _Load | None:
    try:
        data = project.part(_PART)
    except ProjectDamaged:
        return None
    try:
        return _decode(data)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise AppError(_DAMAGED, detail=str(error)) from error


def _memory_unit(one: _Unit, pair: LanguagePair) -> MemoryUnit:
    return MemoryUnit(
        pair,
        from_marked(one.source),
        from_marked(one.target),
        one.before,
        one.after,
        one.origin,
        one.author,
        one.created,
        one.changed,
    )


def _name(project: Project, load: _Load) -> str:
    title = project.meta["title"] or project.path.stem
    return safe_stem(f"{title[:60]} ({load.by[:40]} {load.at[:10]})").lstrip(".")


def _memory_file(name: str) -> Path:
    return own_folder() / f"{name}{SUFFIX}"


def _has_glossary(name: str, project: Project) -> bool:
    with open_glossaries() as opened:
        return any(
            (one.name, one.source, one.target) == (name, *_tags(project)) for one in opened.names()
        )


def _tags(project: Project) -> tuple[str, str]:
    return project.source_language, project.target_language
