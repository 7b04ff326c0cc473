# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji convert`` from outside: exit codes, streams, report, repetition."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image

from tests.app.command import REPOSITORY, hanji
from tests.app.report_schema import check_report


def test_a_file_becomes_a_book_and_the_report_keeps_its_contract(make_document, tmp_path):
    source = make_document(tmp_path / "백서.hwp")
    done = hanji("convert", source, "-o", tmp_path / "out", "--report", tmp_path / "r.json")
    assert done.code == 0, done.err
    book = tmp_path / "out" / "백서.epub"
    assert done.out == f"{book}\n"
    assert zipfile.is_zipfile(book)
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    check_report(report)
    (item,) = report["items"]
    assert item["status"] == "converted"
    assert item["input"] == str(source)
    assert item["outputs"] == [str(book)]
    assert item["counts"]["headings"] == 1
    assert {notice["kind"] for notice in item["notices"]} >= {"wrong-extension"}


def test_a_repeated_call_does_nothing_and_says_so(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    hanji("convert", source, "-o", tmp_path / "out")
    book = tmp_path / "out" / "a.epub"
    before = book.stat().st_mtime_ns
    again = hanji("convert", source, "-o", tmp_path / "out", "--report", "-")
    report = json.loads(again.out)
    check_report(report)
    assert again.code == 0
    assert report["items"][0]["status"] == "unchanged"
    assert report["items"][0]["outputs"] == [str(book)]
    assert book.stat().st_mtime_ns == before


def test_a_changed_input_is_converted_again_over_our_own_book(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    hanji("convert", source, "-o", tmp_path / "out")
    make_document(source, "새 제목")
    again = hanji("convert", source, "-o", tmp_path / "out", "--report", "-")
    (item,) = json.loads(again.out)["items"]
    assert (item["status"], item["title"]) == ("converted", "새 제목")
    assert len(list((tmp_path / "out").glob("*.epub"))) == 1


def test_a_lost_or_changed_book_is_noticed(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    hanji("convert", source, "-o", tmp_path / "out")
    (tmp_path / "out" / "a.epub").unlink()
    again = hanji("convert", source, "-o", tmp_path / "out", "--report", "-")
    assert json.loads(again.out)["items"][0]["status"] == "converted"


def test_a_file_that_we_did_not_make_is_never_overwritten_without_force(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    foreign = tmp_path / "out" / "a.epub"
    foreign.parent.mkdir()
    foreign.write_bytes(b"somebody's own book")
    refused = hanji("convert", source, "-o", tmp_path / "out", "--report", "-")
    assert refused.code == 3
    assert json.loads(refused.out)["items"][0]["error"]["code"] == "output-exists"
    assert "--force" in refused.err
    assert foreign.read_bytes() == b"somebody's own book"
    forced = hanji("convert", source, "-o", tmp_path / "out", "--force")
    assert forced.code == 0
    assert zipfile.is_zipfile(foreign)


def test_folders_are_kept_and_what_is_no_document_is_counted(make_document, tmp_path):
    folder = tmp_path / "간행물"
    make_document(folder / "one.hwp", "하나")
    make_document(folder / "2025" / "봄" / "two.hwp", "둘")
    make_document(folder / ".hidden" / "three.hwp", "셋")
    make_document(folder / "~$one.hwp", "넷")
    (folder / "notes.txt").write_text("x")
    done = hanji("convert", folder, "-o", folder / "out", HANJI_LANG="en")
    assert done.code == 0
    books = sorted(p.relative_to(folder / "out") for p in (folder / "out").rglob("*.epub"))
    assert [book.as_posix() for book in books] == ["2025/봄/two.epub", "one.epub"]
    assert "1 other file in the folders was ignored." in done.err
    again = hanji("convert", folder, "-o", folder / "out", HANJI_LANG="en")
    assert "2 unchanged" in again.err


def test_one_bad_file_stops_nobody(make_document, tmp_path):
    good = make_document(tmp_path / "good.hwp")
    bad = tmp_path / "bad.hwp"
    bad.write_bytes(b"\x89PNG nothing to see here")
    empty = tmp_path / "empty.hwp"
    empty.touch()
    done = hanji(
        "convert",
        bad,
        empty,
        tmp_path / "missing.hwp",
        good,
        "-o",
        tmp_path / "out",
        "--report",
        "-",
    )
    assert done.code == 1
    items = json.loads(done.out)["items"]
    assert [item["status"] for item in items] == ["failed", "failed", "failed", "converted"]
    assert [item["error"]["code"] for item in items[:3]] == [
        "not-a-document",
        "not-a-document",
        "io",
    ]
    lines = done.err.splitlines()
    for name in ("bad.hwp", "empty.hwp", "missing.hwp"):
        (line,) = (line for line in lines if name in line)
        assert line.count(".") >= 2


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_done_is_said_in_either_language(tmp_path, language):
    done = hanji("convert", tmp_path / "없음.hwp", "-o", tmp_path / "out", HANJI_LANG=language)
    assert done.code == 3
    assert ("파일이 없습니다" in done.err) == (language == "ko")
    assert ("There is no such file" in done.err) == (language == "en")


@pytest.mark.parametrize(
    "arguments",
    [
        ["convert"],
        ["convert", "a.hwp"],
        ["convert", "a.hwp", "-o", "out", "--jobs", "0"],
        ["convert", "a.hwp", "-o", "out", "--max-seconds", "nan"],
        ["convert", "a.hwp", "-o", "out", "--max-memory", "3"],
        ["convert", "a.hwp", "-o", "out", "--to", "pdf"],
        ["convert", "a.hwp", "-o", "out", "--cluster", "tcp://x"],
        ["convert", "a.hwp", "-o", "out", "--translate", "ko"],
        ["convert", "a.hwp", "-o", "out", "--bilingual"],
        ["convert", "a.hwp", "-o", "out", "--config", "x"],
        ["convert", "a.hwp", "-o", "out", "--password-file", "no-such-file"],
        ["frobnicate"],
        ["publish", "book.epub"],
    ],
)
def test_wrong_usage_is_2_and_makes_nothing(arguments, tmp_path, monkeypatch):
    done = hanji(*(str(tmp_path / "out") if a == "out" else a for a in arguments))
    assert done.code == 2
    assert done.out == ""
    assert done.err
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_is_a_file_is_refused(make_document, tmp_path):
    (tmp_path / "out").write_text("a file")
    done = hanji("convert", make_document(tmp_path / "a.hwp"), "-o", tmp_path / "out")
    assert done.code == 3
    assert len(done.err.splitlines()) == 1


def test_passwords_come_from_a_file(make_document, tmp_path):
    passwords = tmp_path / "암호.txt"
    passwords.write_bytes("비밀\r\n\r\n둘째\r\n".encode("cp949"))
    from app.cli.passwords import read_passwords

    assert read_passwords(passwords) == ("비밀", "둘째")
    passwords.write_text("\ufeff비밀\n비밀\n", encoding="utf-8")
    assert read_passwords(passwords) == ("비밀",)


def test_every_format_can_be_made(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    for kind, suffix in {"html": "html", "markdown": "md", "text": "txt", "json": "json"}.items():
        done = hanji("convert", source, "-o", tmp_path / "out", "--to", kind)
        assert done.code == 0, done.err
        assert (tmp_path / "out" / f"a.{suffix}").stat().st_size > 0


def test_an_emblem_comes_onto_the_cover_and_makes_the_book_anew(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    emblem = tmp_path / "emblem.png"
    Image.new("RGB", (300, 120), (200, 16, 46)).save(emblem)

    def cover() -> bytes:
        with zipfile.ZipFile(tmp_path / "out" / "a.epub") as book:
            return book.read("EPUB/images/cover.png")

    assert hanji("convert", source, "-o", tmp_path / "out").code == 0
    plain = cover()
    assert hanji("convert", source, "-o", tmp_path / "out", "--emblem", emblem).code == 0
    assert cover() != plain
    refused = hanji("convert", source, "-o", tmp_path / "out", "--emblem", source)
    assert refused.code == 2
    assert "PNG" in refused.err


def test_help_is_korean_and_names_the_commands_that_exist():
    done = hanji("--help")
    assert done.code == 0
    assert "사용법" in done.out
    assert "check" in done.out
    for command in ("publish", "library"):
        assert command not in done.out


def test_the_parser_offers_every_format():
    from app.cli.parser import FORMATS
    from converters.conversion import OutputFormat

    assert tuple(kind.value for kind in OutputFormat) == FORMATS


def test_help_loads_neither_qt_nor_pebble_nor_rich():
    code = (
        "import sys; sys.argv=['hanji','--version']\n"
        "from app.__main__ import main\n"
        "try:\n main()\nexcept SystemExit: pass\n"
        "heavy={'PySide6','pebble','rich','lxml'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr


_STARTS = "import os, signal, sys; signal.signal(signal.SIGINT, {how}); os.execv(sys.argv[1], sys.argv[1:])"
"""Starts a program with Ctrl+C heeded, as a terminal does, or ignored, as a script does with what
it puts into the background; without it, a program has what the runner of the tests was given."""


@contextmanager
def run_over_many(make_document, tmp_path, how: str) -> Iterator[subprocess.Popen[str]]:
    """A run over 60 documents that has made three of them."""
    for number in range(60):
        make_document(
            tmp_path / "in" / f"{number:03}.hwp", f"제목 {number}", *["문단입니다."] * 400
        )
    out = tmp_path / "out"
    with subprocess.Popen(
        [sys.executable, "-c", _STARTS.format(how=how),
         sys.executable, "-m", "app", "convert", str(tmp_path / "in"), "-o", str(out), "--report", str(tmp_path / "r.json"), "--jobs", "2"],
        cwd=REPOSITORY, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        deadline = time.monotonic() + 60
        while len(list(out.glob("*.epub"))) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        yield process


@pytest.mark.posix("Windows has no SIGINT for a child")
def test_ctrl_c_leaves_what_is_finished_and_says_how_to_go_on(make_document, tmp_path):
    with run_over_many(make_document, tmp_path, "signal.SIG_DFL") as process:
        # To the whole group, as a terminal does it.
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    check_report(report)
    finished = len(report["items"])
    # Of the three books that were there, the answers of two workers may still be under way.
    assert 1 <= finished < 60
    out = tmp_path / "out"
    assert not [p for p in out.iterdir() if p.name.startswith(".hanji-")]
    again = hanji("convert", tmp_path / "in", "-o", out, "--report", "-")
    states = [item["status"] for item in json.loads(again.out)["items"]]
    assert again.code == 0
    assert states.count("unchanged") >= finished
    assert len(states) == 60


@pytest.mark.posix("Windows has no SIGINT for a child")
def test_impatience_cuts_off_neither_the_books_nor_the_report(make_document, tmp_path):
    with run_over_many(make_document, tmp_path, "signal.SIG_DFL") as process:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGINT, signal.SIGTERM, signal.SIGINT):
            os.kill(process.pid, number)
            time.sleep(0.01)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    # Of the three books that were there, the answers of two workers may still have been under way.
    assert 1 <= len(report["items"]) < 60
    # A worker may be ended between its book and its answer; such a book is made again.
    assert all(zipfile.is_zipfile(item["outputs"][0]) for item in report["items"])


@pytest.mark.posix("Windows has no SIGINT for a child")
def test_what_a_script_put_into_the_background_is_not_for_ctrl_c(make_document, tmp_path):
    with run_over_many(make_document, tmp_path, "signal.SIG_IGN") as process:
        before = len(list((tmp_path / "out").glob("*.epub")))
        os.killpg(process.pid, signal.SIGINT)
        deadline = time.monotonic() + 60
        while len(list((tmp_path / "out").glob("*.epub"))) < before + 4 and time.monotonic() < deadline:  # fmt: skip
            time.sleep(0.02)
        assert process.poll() is None
        # What ends it is asking it alone.
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err


def test_the_original_is_never_overwritten_not_even_by_force(make_document, tmp_path):
    source = make_document(tmp_path / "a.json")
    before = source.read_bytes()
    done = hanji("convert", source, "-o", tmp_path, "--to", "json", "--force")
    assert done.code == 0
    assert source.read_bytes() == before
    assert (tmp_path / "a (json).json").exists()


def test_a_report_that_cannot_be_written_is_said_after_the_work(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    done = hanji("convert", source, "-o", tmp_path / "out", "--report", tmp_path)
    assert done.code == 1
    assert (tmp_path / "out" / "a.epub").exists()
    assert "보고서" in done.err


def test_patterns_are_filled_in_where_the_shell_leaves_them(tmp_path):
    from app.cli.convert import expanded

    (tmp_path / "b.hwp").touch()
    (tmp_path / "a.hwp").touch()
    found = expanded([tmp_path / "*.hwp", tmp_path / "*.x"], by_us=True)
    assert found == [tmp_path / "a.hwp", tmp_path / "b.hwp", tmp_path / "*.x"]


@pytest.mark.posix("POSIX pipes")
def test_a_reader_that_hangs_up_hurts_nobody(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    command = f"{sys.executable} -m app convert {source} -o {tmp_path / 'out'} --report - | true"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=REPOSITORY, check=False, capture_output=True, text=True)  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    assert done.returncode == 0


@pytest.mark.posix("Windows has no terminals of this kind")
def test_bars_on_a_terminal(make_document, tmp_path):
    import pty

    source = make_document(tmp_path / "a.hwp")
    (tmp_path / "bad.hwp").write_bytes(b"x")
    try:
        main, other = pty.openpty()
    except OSError:
        pytest.skip("this machine gives no terminals (/dev/pts is not mounted)")
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "convert", source, tmp_path / "bad.hwp", "-o", tmp_path / "out"],
        cwd=REPOSITORY, stdout=other, stderr=other, env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
    )  # fmt: skip
    os.close(other)
    seen = b""
    while True:
        try:
            chunk = os.read(main, 4096)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
    os.close(main)
    assert process.wait() == 1
    text = seen.decode("utf-8")
    assert "bad.hwp" in text
    assert "변환 1개, 실패 1개" in text
    assert "Traceback" not in text


def test_a_runs_books_enter_the_citys_ledger(make_document, tmp_path):
    from app.ledger.records import Publication
    from app.services.costing.ledger import open_ledger

    with open_ledger(name="김") as ledger:
        ledger.add([Publication("1", "시정 백서", "A")])
    files = [make_document(tmp_path / "a.hwp"), make_document(tmp_path / "b.hwp", "회의 메모")]
    done = hanji("convert", *files, "-o", tmp_path / "out")
    assert done.code == 0
    assert "장부에 책 1권" in done.err
    assert "회의 메모" in done.err
    with open_ledger(name="김") as ledger:
        assert [entry.kind for entry in ledger.entries(0, 9)] == ["edition", "publication"]


def test_a_ledger_that_cannot_be_opened_stops_no_conversion(make_document, tmp_path):
    from app import paths

    paths.ledger_file().parent.mkdir(parents=True)
    paths.ledger_file().write_bytes(b"no database" * 100)
    done = hanji("convert", make_document(tmp_path / "a.hwp"), "-o", tmp_path / "out")
    assert done.code == 0
    assert "장부" in done.err
    assert len(list((tmp_path / "out").glob("*.epub"))) == 1
