# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji ledger`` as a person calls it: tables in, reports out, proofs, signatures, periods."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app import paths
from tests.app.command import Outcome, hanji

ORDERS = (
    "발주번호,발간등록번호,발주일,계획부수,인쇄부수,공급가액,부가세,인쇄업체\n"
    'N-1,P-1,2026-03-09,"1,000부","600부","4,200,000원","420,000원",한빛인쇄\n'
    "N-2,P-1,2026-05-11,1000,많음,3000000,300000,한빛인쇄\n"
    "N-3,P-1,2026-07-01,500,500,2000000,200000,한빛인쇄\n"
)


def ledger(*arguments: object, person: str = "김", **environ: str) -> Outcome:
    """Run ``hanji ledger`` as somebody."""
    return hanji("ledger", *arguments, HANJI_PERSON=person, **environ)


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """A table of an office, with a bad row."""
    path = tmp_path / "발주.csv"
    path.write_text(ORDERS, "cp949")
    return path


@pytest.fixture
def kept(orders: Path) -> Path:
    """A ledger with the good rows of that table."""
    assert ledger("import", orders, "--accept-partial").code == 1
    return orders


def test_bad_rows_are_named_and_nothing_is_kept_unasked(orders: Path):
    done = ledger("import", orders)
    assert done.code == 3
    assert "3행, 인쇄부수" in done.err
    assert "많음" in done.err
    assert "--accept-partial" in done.err
    assert ledger("verify").out.startswith("기재 0건")


def test_good_rows_are_kept_when_asked_and_once(orders: Path):
    done = ledger("import", orders, "--accept-partial")
    assert (done.code, done.out) == (1, "2건을 기재했습니다: 1번부터 2번까지.\n")
    again = ledger("import", orders, "--accept-partial")
    assert again.code == 3
    assert "이미 장부에 있습니다(1번)" in again.err


def test_columns_of_other_names_are_mapped(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("ID,누구,언제,몇\nN-1,P-1,2026-03-09,600\n", "utf-8")
    refused = ledger("import", path)
    assert refused.code != 0
    assert "--map" in refused.err
    pairs = [
        f"--map={pair}" for pair in ("number=ID", "publication=누구", "day=언제", "printed=몇")
    ]
    assert ledger("import", path, *pairs).code == 0
    assert ledger("import", path, "--map", "number").code == 2


@pytest.mark.parametrize("ending", [".xlsx", ".pdf", ".csv", ".json"])
def test_a_report_is_written_and_named(kept: Path, tmp_path: Path, ending: str):
    out = tmp_path / f"보고서{ending}"
    done = ledger("report", "-o", out, "--period", "2026")
    assert (done.code, done.out) == (0, f"{out}\n")
    begins = {".xlsx": b"PK", ".pdf": b"%PDF", ".csv": b"\xef\xbb\xbf", ".json": b"{"}
    assert out.read_bytes().startswith(begins[ending])


def test_a_report_of_a_month_and_a_part(kept: Path, tmp_path: Path):
    out = tmp_path / "r.json"
    assert ledger("report", "-o", out, "--period", "2026-03").code == 0
    assert json.loads(out.read_text("utf-8"))["totals"]["printed"] == 600
    assert ledger("report", "-o", out, "--period", "2026").code == 0
    assert json.loads(out.read_text("utf-8"))["totals"]["printed"] == 1100


@pytest.mark.parametrize(
    ("arguments", "korean", "english"),
    [
        (["report", "-o", "r.doc"], "끝나야 합니다", "A report ends in"),
        (["report", "-o", "r.pdf", "--period", "26"], "기간이 아닙니다", "is no period"),
        (["close", "someday"], "기간이 아닙니다", "is no period"),
        (["verify", "--anchor", "abc"], "건수:해시", "COUNT:HASH"),
    ],
)
def test_wrong_usage_is_said_in_both_languages(kept, arguments, korean, english):
    said = {language: ledger(*arguments, HANJI_LANG=language) for language in ("ko", "en")}
    assert {done.code for done in said.values()} == {2}
    assert korean in said["ko"].err
    assert english in said["en"].err


def test_an_empty_ledger_has_no_report(tmp_path: Path):
    done = ledger("report", "-o", tmp_path / "r.pdf")
    assert done.code == 2
    assert not (tmp_path / "r.pdf").exists()


def test_the_proof_finds_a_changed_entry_and_prints_the_anchor(kept: Path):
    proved = ledger("verify")
    assert proved.code == 0
    count, anchor = proved.out.splitlines()
    assert count == "기재 2건이 모두 그대로입니다."
    assert ledger("verify", "--anchor", anchor).code == 0
    assert ledger("verify", "--anchor", "9:" + "0" * 64).code == 1
    with sqlite3.connect(paths.ledger_file()) as file:
        file.execute("drop trigger entry_unchanged")
        file.execute("update entry set payload = replace(payload, '600', '100') where number = 1")
    found = ledger("verify")
    assert found.code == 1
    assert "1" in found.out


def test_the_code_of_a_report_proves_the_ledger(kept: Path):
    proved = ledger("verify")
    code = next(line for line in proved.err.splitlines() if "확인 코드:" in line).split(": ")[1]
    again = ledger("verify", "--anchor", code)
    assert again.code == 0
    assert "처음 2건" in again.err
    assert "되돌려 놓은 예전 파일" in again.err
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert ledger("verify", "--anchor", wrong).code == 2


def test_a_report_of_confirmed_figures_has_a_cover_and_leaves_out_what_waits(
    kept: Path, tmp_path: Path
):
    given = ("--period", "2026", "--office", "새빛시", "--author", "김주무관")
    for out in ("r.hwpx", "r.xlsx"):
        assert ledger("report", "-o", tmp_path / out, "--confirmed", *given).code == 0
    sheet = load_workbook(tmp_path / "r.xlsx", data_only=True).worksheets[0]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value}
    assert "새빛시 · 김주무관" in said
    assert said["인쇄 부수"] == "–"
    with zipfile.ZipFile(tmp_path / "r.hwpx") as package:
        assert "확정된 수치만" in package.read("Contents/section0.xml").decode()
    no_picture = ledger("report", "-o", tmp_path / "r.pdf", "--emblem", kept)
    assert no_picture.code == 2
    assert not (tmp_path / "r.pdf").exists()


def test_logs_of_a_web_server_are_shown_and_entered(kept: Path, tmp_path: Path):
    log = tmp_path / "access.log"
    said = '10.0.0.{n} - - [02/Mar/2026:10:11:12 +0900] "GET /b/P-1.epub HTTP/1.1" 200 2326\n'
    log.write_text("".join(said.format(n=n) for n in range(3)))
    titles = tmp_path / "간행물.csv"
    titles.write_text("발간등록번호,간행물명\nP-1,시정 백서\n", "utf-8")
    assert ledger("import", titles, "--kind", "publications").code == 0
    shown = ledger("reads", log, "--dry-run")
    assert (shown.code, shown.out) == (0, "")
    assert "P-1/2026-03: 3 / 0" in shown.err
    assert ledger("reads", log).out == "새 기재 1건, 정정 0건.\n"
    assert ledger("reads", log).code == 3
    assert ledger("reads", titles).code == 3


def test_nobody_approves_their_own_and_others_do(kept: Path):
    own = ledger("approve", 1, 2)
    assert own.code == 3
    assert len(own.err.splitlines()) == 1
    assert ledger("approve", 1, 2, person="박").out == "기재 2건을 승인했습니다.\n"


def test_reviews_come_first_where_somebody_reviews(kept: Path):
    assert ledger("rights", "국장", "approve", person="국장").code == 0
    assert ledger("rights", "팀장", "review", person="국장").code == 0
    assert ledger("approve", 1, 2, person="국장").code == 3
    assert ledger("review", 1, 2, person="팀장").code == 0
    assert ledger("approve", 1, 2, person="국장").code == 0
    assert ledger("rights", "김", "approve", person="손님").code == 3


def test_a_closed_year_takes_no_more(kept: Path, tmp_path: Path):
    assert ledger("close", 2026, person="박").code == 3
    ledger("approve", 1, 2, person="박")
    assert ledger("close", 2026, person="박").code == 0
    path = tmp_path / "late.csv"
    path.write_text("발주번호,발간등록번호,발주일,인쇄부수\nN-9,P-1,2026-08-01,5\n", "utf-8")
    late = ledger("import", path)
    assert late.code == 3
    assert "마감" in late.err


def test_baselines_are_frozen_from_the_runs_of_the_year_before(kept: Path):
    shown = ledger("freeze", 2027, "--approver", "박과장", "--dry-run")
    assert shown.code == 0
    assert "P-1/2027" in shown.err
    assert ledger("verify").out.startswith("기재 2건")
    assert ledger("freeze", 2027, "--approver", "박과장").code == 0
    assert ledger("verify").out.startswith("기재 3건")
    assert ledger("freeze", 2020, "--approver", "박과장").code == 3


def test_entries_go_out_as_they_are(kept: Path, tmp_path: Path):
    out = tmp_path / "기재.csv"
    assert ledger("export", "-o", out).out == "기재 2건\n"
    text = out.read_text("utf-8-sig")
    assert text.startswith("number,at,author,kind,key")
    assert "한빛인쇄" in text


def test_the_example_is_shown_and_goes_without_a_trace(orders: Path, tmp_path: Path):
    assert ledger("demo", "on").code == 0
    refused = ledger("import", orders, "--accept-partial")
    assert refused.code == 2
    assert "demo off" in refused.err
    assert ledger("report", "-o", tmp_path / "r.json", "--period", "2025").code == 0
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["totals"]["printed"] == 1_800_000
    assert ledger("demo", "off").code == 0
    assert not paths.ledger_file().exists()
    assert not list(paths.data_folder().glob("ledger*"))


def test_a_database_that_is_not_there_is_named():
    done = ledger("verify", "--database", "postgresql://127.0.0.1:1/none?connect_timeout=1")
    assert done.code == 3
    assert "127.0.0.1" in done.err
    assert len(done.err.splitlines()) == 1


def test_analysis_as_json_text_and_table(tmp_path):
    database = tmp_path / "ledger.sqlite"
    table = tmp_path / "orders.csv"
    table.write_text(
        "간행물명,부서,발주일,인쇄부수,계약금액(VAT 별도),업체\n"
        "백서,총무과,2025-03-02,500,3000000,한빛\n백서,총무과,2026-03-02,400,2500000,가람\n",
        encoding="utf-8",
    )
    assert hanji("ledger", "import", table, "--database", database).code == 0
    done = hanji(
        "ledger", "analysis", "--group", "title", "--measure", "printed", "--json",
        "--database", database,
    )  # fmt: skip
    found = json.loads(done.out)
    assert (found["group"], found["measure"]) == ("title", "printed")
    assert found["rows"] == [{"name": "백서", "2025": 500, "2026": 400, "sum": 900}]
    text = hanji(
        "ledger", "analysis", "--group", "supplier", "--measure", "amount", "--database", database
    )
    assert "가람\t0\t2500000\t2500000" in text.out
    out = tmp_path / "a.csv"
    hanji(
        "ledger",
        "analysis",
        "--group",
        "department",
        "--measure",
        "runs",
        "--out",
        out,
        "--database",
        database,
    )
    assert "총무과" in out.read_text(encoding="utf-8-sig")
    refused = hanji(
        "ledger", "analysis", "--group", "supplier", "--measure", "net", "--database", database
    )
    assert refused.code == 2
