# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first year of a finance officer: from an empty ledger to its signed reports, by mouse and keyboard.

One person enters orders, prices and e-books and freezes baselines; a second one approves them, closes
the year and writes the reports. ``python -m tests.walks.ledger_walk [FOLDER]`` walks it in Korean and
keeps a photograph of each step and the reports in FOLDER.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from app import i18n
from app.i18n import Language, tr, trn
from app.ledger.prices import NAMES, PriceItem
from tests.walks.person import SECOND_PERSON, NothingHappens, Person

TITLES = (("시정 백서", 1000, 600), ("통계연보", 800, 800), ("시정소식지", 5000, 2000))
"""Title, copies of the run a year ago, copies of the run now."""
NET_A_COPY = 3000
HOUR_WON, MINUTES = 36_000, 90
"""What an hour of staff costs, and the work on the one e-book."""


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


def prices_and_editions(folder: Path, today: date) -> tuple[Path, Path]:
    """Write the price of an hour, and the e-book of the first title, as an office keeps them."""
    prices, editions = folder / "prices.csv", folder / "editions.csv"
    hour = tr(NAMES[PriceItem.STAFF_HOUR])
    prices.write_text(
        f'항목,단가,적용 시작일,근거\n"{hour}",{HOUR_WON},{today.year}-01-01,2026 인건비 기준\n',
        "utf-8-sig",
    )
    rows = f"{TITLES[0][0]},{today.isoformat()},96,{MINUTES},0\n"
    editions.write_text("간행물번호,발행일,쪽수,작업시간(분),검수시간(분)\n" + rows, "utf-8-sig")
    return prices, editions


def to_reports(person: Person, today: date) -> dict[str, Path]:
    """Go through the steps of the guide and write the reports; return them by their ending."""
    before, now = tables(person.home, today)
    prices, editions = prices_and_editions(person.home, today)
    person.start()
    person.click(tr("Ledger"))
    person.sees(tr("The ledger is empty"))
    person.photograph("empty")
    person.press("ctrl+3")
    person.finds(tr("Import orders…"))
    person.photograph("guide")
    _import(person, before, "before", tr("Import orders…"), len(TITLES))
    _import(person, prices, "prices", tr("Import a price table…"), 1)
    person.press("ctrl+3")
    person.scroll_to(tr("Freeze…"))
    person.click(tr("Freeze…"))
    person.enter(tr("Approver"), SECOND_PERSON)
    person.sees(TITLES[0][0])
    person.photograph("baselines")
    person.click(tr("Freeze"))
    person.waits_for(lambda: not person.modal(), "the baselines are never frozen")
    person.photograph("frozen")
    _import(person, now, "now", tr("Import orders…"), len(TITLES))
    _import(person, editions, "ebook", tr("Import e-books…"), 1)
    person.press("ctrl+1")
    person.photograph("overview-before-approval")
    person.quit()
    person.give_place_to(SECOND_PERSON)
    person.start()
    person.click(tr("Ledger"))
    _approve_and_close(person)
    person.press("ctrl+1")
    person.photograph("overview-approved")
    reports = {ending: person.home / f"report{ending}" for ending in (".xlsx", ".pdf", ".hwpx")}
    for report in reports.values():
        _report(person, report)
    person.photograph("reported")
    person.quit()
    return reports


def _approve_and_close(person: Person) -> None:
    person.press("ctrl+2")
    person.finds(tr("Verify"))
    person.photograph("entries-waiting")
    person.press("ctrl+3")
    person.scroll_to(tr("Approve all…"))
    person.photograph("guide-waiting")
    person.click(tr("Approve all…"))
    person.waits_for(person.modal, "nobody asks before approving")
    person.photograph("approve-all")
    person.click(tr("Approve all"))
    person.waits_for(lambda: not person.modal(), "the question stays")
    person.scroll_to(tr("Close a period…"))
    person.photograph("approved")
    person.click(tr("Close a period…"))
    person.finds(tr("Close the period"))
    person.photograph("close")
    person.click(tr("Close the period"))
    person.waits_for(lambda: not person.modal(), "the dialog of closing stays")
    person.photograph("closed")


def _import(person: Person, table: Path, name: str, button: str, rows: int) -> None:
    person.press("ctrl+3")
    person.scroll_to(button)
    person.click(button)
    person.click(tr("Choose…"))
    person.choose_file(table)
    person.photograph(f"{name}-chosen")
    for step in ("columns", "rows"):
        person.click(tr("Next"))
        person.waits_for(lambda: not person.glances(tr("Reading…")), "the table is never read")
        person.photograph(f"{name}-{step}")
    person.click(trn("Enter {n} row", "Enter {n} rows", rows))
    person.finds(tr("Close"))
    person.photograph(f"{name}-entered")
    person.click(tr("Close"))
    person.waits_for(lambda: not person.modal(), "the import does not close")


def _report(person: Person, report: Path) -> None:
    person.press("ctrl+1")
    person.click(tr("Report…"))
    person.finds(tr("Choose a file…"))
    person.enter(tr("Office"), "Hanji City")
    person.enter(tr("Author"), "Hong")
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
            today = date.today()  # noqa: DTZ011 - the day in the office
            for report in to_reports(person, today).values():
                shutil.copy(report, kept)
        except (NothingHappens, AssertionError) as trouble:
            sys.stdout.write(f"NOT walked to its end: {trouble}\n")
            return 1
        finally:
            person.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
