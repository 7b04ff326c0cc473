# SPDX-License-Identifier: AGPL-3.0-or-later
"""What-ifs that a person kept, each with its name; plans of this person, and no entries of the ledger.

A JSON file in the person's data folder. What a kept scenario would bring is reckoned anew each
time, on the prints of the scope that is looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from app import paths
from app.ledger.scenario import Scenario
from converters.files import read_ordinary, write_whole

_SCHEMA = 1
_MOST_BYTES = 1 << 20
MOST = 100
"""Kept at once."""


class ScenariosUnreadable(ValueError):
    """The error of a file that holds no scenarios; the message says why."""


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """A scenario with the name by which its person knows it."""

    name: str
    scenario: Scenario


def kept_scenarios(path: Path | None = None) -> tuple[KeptScenario, ...]:
    """Return the scenarios that were kept, by their names; none where there is no file.

    Raises:
        OSError: the file cannot be read.
        ScenariosUnreadable: it holds none, or some of a later version.
    """
    path = path or paths.scenarios_file()
    if not path.exists():
        return ()
    data = read_ordinary(path)
    try:
        if len(data) > _MOST_BYTES:
            raise ScenariosUnreadable("too large")
        tree = json.loads(data)
        if tree["schema"] != _SCHEMA:
            raise ScenariosUnreadable(f"“schema” is not {_SCHEMA}")
        found = [
            KeptScenario(str(name), Scenario(**{key: int(value) for key, value in fields.items()}))
            for name, fields in tree["scenarios"].items()
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ScenariosUnreadable(str(error)) from error
    return tuple(sorted(found, key=lambda one: one.name))


def keep_scenario(
    name: str, scenario: Scenario, path: Path | None = None
) -> tuple[KeptScenario, ...]:
    """Keep a scenario, in the place of one of the same name; return all.

    Raises:
        OSError: the file cannot be read or written.
        ScenariosUnreadable: it holds something else; it is left as it is.
        ValueError: there is no name, or there are too many already.
    """
    name = " ".join(name.split())
    others = [one for one in kept_scenarios(path) if one.name != name]
    if not name or len(others) >= MOST:
        raise ValueError(name)
    return _write([*others, KeptScenario(name, scenario)], path)


def drop_scenario(name: str, path: Path | None = None) -> tuple[KeptScenario, ...]:
    """Keep a scenario no longer; return the others.

    Raises:
        OSError: the file cannot be read or written.
        ScenariosUnreadable: it holds something else.
    """
    return _write([one for one in kept_scenarios(path) if one.name != name], path)


def _write(kept: Iterable[KeptScenario], path: Path | None) -> tuple[KeptScenario, ...]:
    ordered = tuple(sorted(kept, key=lambda one: one.name))
    tree = {"schema": _SCHEMA, "scenarios": {one.name: asdict(one.scenario) for one in ordered}}
    path = path or paths.scenarios_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode())
    return ordered
