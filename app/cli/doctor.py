# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji doctor``: what this machine has and lacks, in plain words."""

from __future__ import annotations

import argparse
import json
from typing import Any

from app.cli import output
from app.errors import ExitCode
from app.i18n import tr
from app.services.machine import State, examine, sign_of


def add_doctor(commands: Any) -> None:
    """Add the words of ``hanji doctor`` to a parser's commands."""
    doctor = commands.add_parser(
        "doctor",
        help=tr("tell what this machine has and lacks"),
        description=tr(
            "Looks at the walls around documents, fonts, Java, recognition, models, disk and database."
        ),
    )
    doctor.add_argument("--json", action="store_true", help=tr("as JSON"))


def run(arguments: argparse.Namespace) -> ExitCode:
    """Look and tell; 1 where the program cannot do its work here."""
    found = examine()
    if arguments.json:
        told = [
            {"name": one.name, "state": one.state.value, "said": tr(one.said, **one.values)}
            for one in found
        ]
        output.result(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for one in found:
            output.result(f"[{tr(sign_of(one.state))}] {tr(one.said, **one.values)}")
    bad = any(one.state is State.BAD for one in found)
    return ExitCode.SOME_FAILED if bad else ExitCode.DONE
