# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first year of a finance officer: from an empty ledger to its reports, by mouse and keyboard alone.

``python -m tests.walks.ledger_walk [FOLDER]`` walks it in Korean and keeps a photograph of each step
and both reports in FOLDER.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from app import i18n
from app.i18n import Language, tr, trn
from tests.walks.person import NothingHappens, Person

TITLES = (("시정 백서", 1000, 600), ("통계연보", 800, 800), ("시정소식지", 5000, 2000))
"""Title, copies of the run a year ago, copies of the run now."""
NET_A_COPY = 3000


def tables(folder: Path, today: date) -> tuple[Path, Path]:
    """Write the orders of the year before, and those of this one, as an office keeps them."""
    before, now = folder / "orders-before.csv", folder / "orders-now.csv"
    head = "간행물명,담당부서,발주일,인쇄부수,계약금액(원, VAT 별도)\n"
    for path, day, copies_at in ((before, date(today.year - 1, 5, 4), 1), (now, today, 2)):
        rows = [
            f'{name[0]},기획예산과,{(day + timedelta(days=n)).isoformat()},"{name[copies_at]:,}",'
            f'"{name[copies_at] * NET_A_COPY:,}"\n'
            for n, name in enumerate(TITLES)
        ]
        path.write_bytes(("2026 인쇄물 발주 현황,,,,\n" + head + "".join(rows)).encode("cp949"))
    return before, now


def to_reports(person: Person, today: date) -> tuple[Path, Path]:
    """Go through the steps of the guide and write both reports; return them."""
    before, now = tables(person.home, today)
    sheet, pages = person.home / "report.xlsx", person.home / "report.pdf"
    person.start()
    person.click(tr("Ledger"))
    person.sees(tr("The ledger is empty"))
    person.photograph("empty")
    person.press("ctrl+3")
    person.finds(tr("Import orders…"))
    person.photograph("guide")
    _import(person, before, "before")
    person.press("ctrl+3")
    person.click(tr("Freeze…"))
    person.enter(tr("Approver"), "chief")
    person.sees(TITLES[0][0])
    person.photograph("baselines")
    person.click(tr("Freeze"))
    person.waits_for(lambda: not person.modal(), "the baselines are never frozen")
    person.photograph("frozen")
    _import(person, now, "now")
    person.press("ctrl+1")
    person.photograph("overview")
    for report in (sheet, pages):
        _report(person, report)
    person.photograph("reported")
    person.quit()
    return sheet, pages


def _import(person: Person, table: Path, name: str) -> None:
    person.press("ctrl+3")
    person.click(tr("Import orders…"))
    person.click(tr("Choose…"))
    person.choose_file(table)
    person.photograph(f"{name}-chosen")
    for step in ("columns", "rows"):
        person.click(tr("Next"))
        person.waits_for(lambda: not person.glances(tr("Reading…")), "the table is never read")
        person.photograph(f"{name}-{step}")
    person.click(trn("Enter {n} row", "Enter {n} rows", len(TITLES)))
    person.finds(tr("Close"))
    person.photograph(f"{name}-entered")
    person.click(tr("Close"))
    person.waits_for(lambda: not person.modal(), "the import does not close")


def _report(person: Person, report: Path) -> None:
    person.press("ctrl+1")
    person.click(tr("Report…"))
    person.finds(tr("Choose a file…"))
    person.photograph(f"report-{report.suffix[1:]}")
    person.click(tr("Choose a file…"))
    person.choose_file(report)
    person.waits_for(report.exists, f"{report.name} is not written")
    person.waits_for(lambda: not person.modal(), "the dialog stays")


def main() -> int:
    """Walk once; returns the exit status."""
    kept = Path(sys.argv[1] if len(sys.argv) > 1 else "ledger-walk").absolute()
    i18n.use_language(Language.KOREAN)
    with tempfile.TemporaryDirectory(prefix="hanji-walk-") as home:
        person = Person(Path(home), Language.KOREAN, kept)
        try:
            for report in to_reports(person, date.today()):  # noqa: DTZ011 - the day in the office
                shutil.copy(report, kept)
        except (NothingHappens, AssertionError) as trouble:
            sys.stdout.write(f"NOT walked to its end: {trouble}\n")
            return 1
        finally:
            person.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
