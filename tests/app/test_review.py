# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji review`` and ``hanji terms``, over real models."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.app.command import hanji


@pytest.fixture
def document(make_document, tmp_path: Path) -> Path:
    return make_document(tmp_path / "안내.json", "설치 안내", "파일을 삭제합니다. 창을 닫습니다.")


def read(book: Path) -> str:
    with zipfile.ZipFile(book) as archive:
        return "".join(archive.read(n).decode() for n in archive.namelist() if "/c0" in n)


@pytest.mark.slow
def test_a_project_is_made_looked_at_and_published(document: Path, tmp_path: Path) -> None:
    project = tmp_path / "안내.en.hanji"
    done = hanji("review", "create", document, "--from", "ko", "--to", "en", "-o", project)
    assert done.code == 0, done.err
    done = hanji("review", "status", project, "--json")
    status = json.loads(done.out)
    assert status["title"] == "설치 안내"
    assert status["segments"] == sum(status["status"].values()) == status["status"]["draft"]
    book = tmp_path / "책.epub"
    refused = hanji("review", "build", project, "-o", book)
    assert refused.code == 3
    assert not book.exists()
    done = hanji("review", "build", project, "-o", book, "--allow-drafts")
    assert done.code == 0, done.err
    assert "file" in read(book).lower()
    assert "no person has reviewed" in read(book)
    again = hanji("review", "create", document, "-o", project)
    assert again.code == 3
    assert "안내.en.hanji" in again.err


def test_what_is_no_project_or_document_is_refused_by_name(tmp_path: Path) -> None:
    bad = tmp_path / "나쁨.hanji"
    bad.write_bytes(b"x" * 5000)
    for call in (("status", bad), ("build", bad, "-o", tmp_path / "x.epub")):
        done = hanji("review", *call)
        assert done.code == 3
        assert "나쁨.hanji" in done.err
        assert "Traceback" not in done.err
    done = hanji("review", "create", bad, "-o", tmp_path / "p.hanji")
    assert done.code == 3
    assert "나쁨.hanji" in done.err
    assert not (tmp_path / "p.hanji").exists()


def test_a_project_without_a_draft_has_only_what_the_memory_has(
    document: Path, tmp_path: Path
) -> None:
    project = tmp_path / "p.hanji"
    assert hanji("review", "create", document, "-o", project, "--no-draft").code == 0
    status = json.loads(hanji("review", "status", project, "--json").out)
    assert status["status"]["untranslated"] == status["segments"] > 0


def test_glossaries_come_in_and_go_out(tmp_path: Path) -> None:
    table = tmp_path / "용어.csv"
    table.write_text("용어,영어\n한지,hanji\n,lost\n", encoding="utf-8")
    done = hanji("terms", "import", table)
    assert done.code == 1
    assert "3" in done.err
    assert "용어\tko-en" in hanji("terms", "list").out
    out = tmp_path / "all.tbx"
    assert hanji("terms", "export", "-o", out).code == 0
    assert "hanji" in out.read_text(encoding="utf-8")
    bad = tmp_path / "bad.tbx"
    bad.write_text("<html/>")
    assert hanji("terms", "import", bad).code == 3


@pytest.mark.parametrize("kind", ["xliff", "xliff12", "docx", "html", "tmx"])
def test_exporting_importing_and_exporting_again_gives_the_same_bytes(
    document: Path, tmp_path: Path, kind: str
) -> None:
    project = tmp_path / "p.hanji"
    assert hanji("review", "create", document, "-o", project, "--no-draft").code == 0
    first, second = tmp_path / "1", tmp_path / "2"
    assert hanji("review", "export", project, "--to", kind, "-o", first).code == 0
    done = hanji("review", "import", project, first)
    assert done.code == 0, done.err
    assert hanji("review", "export", project, "--to", kind, "-o", second).code == 0
    assert first.read_bytes() == second.read_bytes()


def test_the_memory_comes_in_and_goes_out(tmp_path: Path) -> None:
    file = tmp_path / "in.tmx"
    file.write_text(
        "<tmx version='1.4'><header creationtool='x' creationtoolversion='1' segtype='sentence'"
        " o-tmf='x' adminlang='en' srclang='ko' datatype='plaintext'/><body><tu>"
        "<tuv xml:lang='ko'><seg>창을 닫습니다.</seg></tuv>"
        "<tuv xml:lang='en'><seg>Close the window.</seg></tuv></tu></body></tmx>",
        encoding="utf-8",
    )
    assert hanji("memory", "import", file).code == 0
    out = tmp_path / "out.tmx"
    assert hanji("memory", "export", "-o", out).code == 0
    assert "Close the window." in out.read_text(encoding="utf-8")
    file.write_text("<tmx>")
    refused = hanji("memory", "import", file)
    assert refused.code == 3
    assert "in.tmx" in refused.err


def test_two_editions_become_a_memory(make_document, tmp_path: Path) -> None:
    korean = make_document(
        tmp_path / "안내.json",
        "설치 안내",
        "2025년 3월 5일에 발표했다. 총 48조 원 규모다. 신청은 120으로 하면 된다.",
    )
    english = make_document(
        tmp_path / "guide.json",
        "Installation guide",
        "It was announced on March 5, 2025. Thank you. It totals KRW 48 trillion. Call 120 to apply.",
    )
    out = tmp_path / "pairs.tmx"
    done = hanji("memory", "align", korean, english, "-o", out, "--remember")
    assert done.code == 0, done.err
    written = out.read_text(encoding="utf-8")
    assert "It totals KRW 48 trillion." in written
    assert "Thank you." not in written
    assert "안내.json + guide.json" in written
    again = tmp_path / "again.tmx"
    assert hanji("memory", "export", "-o", again).code == 0
    assert "Call 120 to apply." in again.read_text(encoding="utf-8")
    assert hanji("memory", "align", korean, english).code == 2
    refused = hanji("memory", "align", korean, tmp_path / "none.docx", "-o", out)
    assert (refused.code, "none.docx" in refused.err) == (3, True)


def test_memories_are_listed_added_cleaned_and_removed(tmp_path: Path) -> None:
    table = tmp_path / "시청.csv"
    table.write_text(
        "원문,번역\n시의회,city council\n예산은 48억 원이다.,The budget is KRW 4 million.\n",
        "utf-8",
    )
    assert hanji("memory", "add", table, "--name", "시청 기준", "--penalty", "5").code == 0
    assert hanji("memory", "import", table).code == 0
    listed = hanji("memory", "list").out.splitlines()
    assert [line.split("\t")[1] for line in listed] == ["2", "2"]
    assert "시청 기준" in listed[1]
    assert "-5 %" in listed[1]
    found = hanji("memory", "clean", "--remove")
    assert found.out.startswith("numbers\t예산은 48억 원이다.")
    assert hanji("memory", "list").out.splitlines()[0].split("\t")[1] == "1"
    assert hanji("memory", "remove", "시청 기준").code == 0
    assert len(hanji("memory", "list").out.splitlines()) == 1
