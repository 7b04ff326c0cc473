# SPDX-License-Identifier: AGPL-3.0-or-later
"""What this machine has and lacks: walls around workers, fonts, Java, recognition, models, disk, database."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app import __version__, paths, settings
from app.errors import AppError
from app.i18n import mark
from app.jobs.limits import WorkerLimits
from app.messages import os_reason

_LEAST_FREE_GIB = 2
_GIB = 1 << 30


class State(StrEnum):
    """Whether something is as it should be."""

    GOOD = "good"
    LACKING = "lacking"
    """Something cannot be done here, or holds less."""
    BAD = "bad"
    """The program cannot do its work."""


_SIGNS = {State.GOOD: mark("good"), State.LACKING: mark("lacking"), State.BAD: mark("bad")}


def sign_of(state: State) -> str:
    """Return the word for a state, a message id."""
    return _SIGNS[state]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing about this machine; texts are message ids with their values."""

    name: str
    """Stable, for the JSON."""
    state: State
    said: str
    values: dict[str, Any]


def examine() -> tuple[Condition, ...]:
    """Look at this machine; takes about a second, for a worker is started."""
    checks: tuple[Callable[[], Condition], ...] = (
        _program,
        _walls,
        _fonts,
        _java,
        _recognition,
        _models,
        _disk,
        _database,
        _cluster,
    )
    return tuple(check() for check in checks)


def _program() -> Condition:
    values = {"version": __version__, "python": platform.python_version(), "system": _system()}
    said = mark("Hanji {version} with Python {python} on {system}.")
    return Condition("program", State.GOOD, said, values)


def _system() -> str:
    return f"{platform.system()} {platform.release()} ({platform.machine()})"


def _walls() -> Condition:
    # Nothing else loads process pools before the first job.
    from app.jobs import worker
    from app.jobs.worker_process import WorkerGone, WorkerProcess

    with tempfile.TemporaryDirectory(prefix="hanji-") as folder:
        limits = WorkerLimits(read_below=(folder,), write_below=(folder,))
        try:
            process = WorkerProcess(limits, worker.run)
        except OSError:
            return Condition("walls", State.BAD, _NO_WORKER, {})
        try:
            process.wait_until_ready(lambda: False)
            holds = process.confinement
        except WorkerGone:
            holds = None
        finally:
            process.close()
    if holds is None:
        return Condition("walls", State.BAD, _NO_WORKER, {})
    if holds.files and holds.calls:
        return Condition("walls", State.GOOD, _ALL_WALLS, {})
    if sys.platform == "win32" and holds.job:
        return Condition("walls", State.LACKING, _JOB_ONLY, {})
    walls = {"Landlock": holds.files, "seccomp": holds.calls}
    lacking = [name for name, held in walls.items() if not held]
    return Condition("walls", State.LACKING, _FEW_WALLS, {"lacking": ", ".join(lacking)})


_NO_WORKER = mark("No worker process could be started: documents cannot be read here.")
_ALL_WALLS = mark(
    "Documents are read in processes that reach only their folders, no network and no program."
)
_JOB_ONLY = mark(
    "Documents are read in processes of their own with bounded memory; Windows keeps them from "
    "other files and the network only as far as your account does."
)
_FEW_WALLS = mark(
    "Documents are read in processes of their own, but this system does not wall them off fully "
    "({lacking} is missing). Read only documents that you trust, or use a newer Linux."
)


def _fonts() -> Condition:
    lacking = [
        name
        for name in ("NanumSquareB.ttf", "NanumSquareR.ttf")
        if not (files("assets") / "fonts" / name).is_file()
    ]
    if lacking:
        said = mark("Fonts of the covers are missing: {names}. Install Hanji again.")
        return Condition("fonts", State.BAD, said, {"names": ", ".join(lacking)})
    return Condition("fonts", State.GOOD, mark("The fonts of the covers are there."), {})


def _java() -> Condition:
    java = shutil.which("java")
    if java is None:
        said = mark("There is no Java: EPUBCheck cannot run here. Books are made all the same.")
        return Condition("java", State.LACKING, said, {})
    return Condition("java", State.GOOD, mark("Java is there: {path}."), {"path": java})


def _recognition() -> Condition:
    from app.jobs import recognition

    if recognition.recogniser() is None:
        said = mark(
            "Scanned pages are not recognised here: they stand in the books as pictures, and are counted."
        )
        return Condition("recognition", State.LACKING, said, {})
    return Condition("recognition", State.GOOD, mark("Scanned pages are recognised."), {})


def _models() -> Condition:
    from app.services.model_packages import open_store

    try:
        packages = open_store().packages()
    except OSError as error:
        said = mark("The translation packages cannot be read ({why}).")
        return Condition("models", State.BAD, said, {"why": os_reason(error)})
    routes = sorted({f"{package.from_code}→{package.to_code}" for package in packages})
    if not routes:
        said = mark("No translation package is installed.")
        return Condition("models", State.LACKING, said, {})
    said = mark("Translation: {routes}.")
    return Condition("models", State.GOOD, said, {"routes": ", ".join(routes)})


def _disk() -> Condition:
    place = _existing(paths.data_folder())
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        said = mark("The folder {path} cannot be looked at ({why}).")
        return Condition("disk", State.BAD, said, {"path": str(place), "why": os_reason(error)})
    state = State.GOOD if free >= _LEAST_FREE_GIB * _GIB else State.LACKING
    values = {"gib": round(free / _GIB, 1), "path": str(place)}
    return Condition("disk", state, mark("{gib} GiB are free at {path}."), values)


def _existing(folder: Path) -> Path:
    return next((one for one in (folder, *folder.parents) if one.exists()), folder)


def _database() -> Condition:
    if not settings.is_ledger_kept():
        return Condition("database", State.GOOD, mark("No ledger is kept yet."), {})
    # The ledger's libraries are loaded only where there is one.
    from app.services.costing.ledger import open_ledger

    try:
        with open_ledger(reading=True) as ledger:
            values = {"entries": ledger.anchor().count}
    except AppError as error:
        return Condition("database", State.BAD, error.message, dict(error.params))
    return Condition("database", State.GOOD, mark("The ledger opens: {entries} entries."), values)


def _cluster() -> Condition:
    if find_spec("distributed") is None:
        said = mark("The extra for several machines is not installed; one machine needs none.")
        return Condition("cluster", State.GOOD, said, {})
    return Condition("cluster", State.GOOD, mark("Several machines can be used."), {})
