# SPDX-License-Identifier: AGPL-3.0-or-later
"""One file through the whole way: real HWP in, real outputs out."""

import io
import zipfile
from pathlib import Path

import pytest

from converters import pipeline
from converters.conversion import SUFFIXES, ConversionRequest, OutputFormat
from converters.document.notices import NoticeKind
from converters.errors import ConversionError, ErrorCode
from converters.limits import Limits
from tests.hwp5_writer.document import HwpWriter

SAMPLE = Path(__file__).parents[2] / "assets" / "samples" / "hanji-white-paper.hwp"


def convert(source: Path, target: Path, output: OutputFormat = OutputFormat.EPUB) -> bytes:
    pipeline.convert(ConversionRequest(source, target, output))
    return target.read_bytes()


def hwp(tmp_path: Path, *paragraphs: str, name: str = "doc.hwp", **options: object) -> Path:
    writer = HwpWriter(**options)  # type: ignore[arg-type]
    writer.add(*paragraphs)
    path = tmp_path / name
    path.write_bytes(writer.to_bytes())
    return path


def refusal(path: Path, tmp_path: Path, **options: object) -> ConversionError:
    target = tmp_path / "out" / "book.epub"
    with pytest.raises(ConversionError) as caught:
        pipeline.convert(ConversionRequest(path, target, **options))  # type: ignore[arg-type]
    assert not target.parent.exists(), "a refusal writes nothing"
    return caught.value


def test_the_same_file_gives_the_same_book(tmp_path: Path) -> None:
    assert convert(SAMPLE, tmp_path / "a.epub") == convert(SAMPLE, tmp_path / "b.epub")


def test_the_json_of_a_document_makes_the_same_book(tmp_path: Path) -> None:
    direct = convert(SAMPLE, tmp_path / "direct.epub")
    convert(SAMPLE, tmp_path / "paper.json", OutputFormat.JSON)
    assert convert(tmp_path / "paper.json", tmp_path / "again.epub") == direct


def test_json_cannot_reach_outside_its_folder(tmp_path: Path) -> None:
    text = convert(SAMPLE, tmp_path / "paper.json", OutputFormat.JSON).decode()
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "paper.json"
    path.write_text(text.replace("paper.json.files/", "../paper.json.files/"), encoding="utf-8")
    assert refusal(path, tmp_path).code is ErrorCode.DAMAGED


@pytest.mark.parametrize("output", list(OutputFormat))
def test_every_output_has_the_text(tmp_path: Path, output: OutputFormat) -> None:
    path = hwp(tmp_path, "가나다라 시정 백서")
    data = convert(path, tmp_path / f"out{SUFFIXES[output]}", output)
    if SUFFIXES[output] != ".epub":
        assert "가나다라 시정 백서" in data.decode()
    assert len(data) > 10


def test_inspect_writes_nothing(tmp_path: Path) -> None:
    path = hwp(tmp_path, "본문")
    found = pipeline.inspect(path)
    assert found.outputs == ()
    assert found.counts["hangul"] == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["doc.hwp"]


def test_a_wrong_extension_is_read_and_noted(tmp_path: Path) -> None:
    found = pipeline.inspect(hwp(tmp_path, "본문", name="doc.docx"))
    assert NoticeKind.WRONG_EXTENSION in {notice.kind for notice in found.notices}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ErrorCode.NOT_A_DOCUMENT),
        (b"<html>404 Not Found</html>", ErrorCode.NOT_A_DOCUMENT),
        (b"HWP Document File V3.00 \x1a\x01", ErrorCode.UNSUPPORTED_VERSION),
        (b"SCDSA004" + bytes(64), ErrorCode.DRM),
        (b"PK\x03\x04 cut off", ErrorCode.DAMAGED),
        (b"%PDF-1.7\n", ErrorCode.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ErrorCode.NOT_A_DOCUMENT),
        (
            b"<?xml version='1.0'?><!DOCTYPE HWPML [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>"
            b"<HWPML>&c;</HWPML>",
            ErrorCode.UNSAFE,
        ),
    ],
)
def test_refusals_name_the_cause(tmp_path: Path, content: bytes, code: ErrorCode) -> None:
    path = tmp_path / "문서.hwp"
    path.write_bytes(content)
    assert refusal(path, tmp_path).code is code


def test_passwords(tmp_path: Path) -> None:
    path = hwp(tmp_path, "비밀 본문", password="seoul2026")
    locked = refusal(path, tmp_path)
    assert (locked.code, locked.params["format"]) == (ErrorCode.ENCRYPTED, "hwp5")
    assert refusal(path, tmp_path, passwords=("nope",)).code is ErrorCode.WRONG_PASSWORD
    assert pipeline.inspect(path, ("nope", "seoul2026")).counts["hangul"] == 4


def test_distribution_documents_give_their_real_text(tmp_path: Path) -> None:
    path = hwp(tmp_path, "배포된 진짜 본문", distribution=True)
    text = convert(path, tmp_path / "a.txt", OutputFormat.TEXT).decode()
    assert "배포된 진짜 본문" in text
    assert "상위 버전" not in text


def test_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = hwp(tmp_path, "본문")
    limits = Limits(input_bytes=100)
    assert refusal(path, tmp_path, limits=limits).code is ErrorCode.TOO_LARGE


def test_inflating_is_bounded(tmp_path: Path) -> None:
    path = hwp(tmp_path, "가" * 200_000)
    limits = Limits(stream_bytes=100_000)
    assert refusal(path, tmp_path, limits=limits).code is ErrorCode.TOO_LARGE


def test_a_cut_file_gives_what_is_left_or_a_clear_refusal(tmp_path: Path) -> None:
    whole = SAMPLE.read_bytes()
    outcomes = set()
    for share in (0.99, 0.9, 0.7, 0.5, 0.3, 0.1):
        path = tmp_path / "cut.hwp"
        path.write_bytes(whole[: int(len(whole) * share)])
        try:
            outcomes.add(bool(pipeline.inspect(path).counts["hangul"]))
        except ConversionError as error:
            outcomes.add(error.code)
    assert outcomes <= {True, ErrorCode.DAMAGED, ErrorCode.NOT_A_DOCUMENT}
    assert True in outcomes


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("name", ["문서.hwp", "이름없음"])
def test_an_hwp_that_is_cut_off_is_called_a_damaged_hwp(
    tmp_path: Path, share: float, name: str
) -> None:
    whole = hwp(tmp_path, *(f"문단 {number} {number * 7919 % 1009}" for number in range(3000)))
    data = whole.read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: max(700, int(len(data) * share))])
    found = refusal(path, tmp_path)
    assert found.code is ErrorCode.DAMAGED
    assert found.params["why"] == "cut"
    # Of what has no name either, only the beginning can tell.
    assert found.params["format"] in ({"hwp5"} if name.endswith(".hwp") else {"hwp5", "ole"})


@pytest.mark.parametrize(
    ("names", "format_id"),
    [
        (("Contents/header.xml", "Contents/section0.xml"), "hwpx"),
        (("[Content_Types].xml", "word/document.xml"), "docx"),
        (("word\\document.xml", "[Content_Types].xml"), "docx"),
        (("mimetype", "META-INF/container.xml"), "epub"),
        (("content.xml",), "zip"),
    ],
)
def test_an_archive_that_is_cut_off_is_called_what_its_files_tell(
    tmp_path: Path, names: tuple[str, ...], format_id: str
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x" * 999)
    path = tmp_path / "파일"
    path.write_bytes(out.getvalue()[:-60])
    found = refusal(path, tmp_path)
    assert (found.code, found.params["format"]) == (ErrorCode.DAMAGED, format_id)
    assert found.params["why"] == "cut"


def test_the_name_tells_what_a_file_was_of_which_too_little_is_left(tmp_path: Path) -> None:
    for suffix, format_id in ((".hwpx", "hwpx"), (".docx", "docx"), (".hwp", "zip")):
        path = tmp_path / f"파일{suffix}"
        path.write_bytes(b"PK\x03\x04 cut off")
        assert refusal(path, tmp_path).params["format"] == format_id


@pytest.mark.parametrize("version", [0, 1, 2, 3])
def test_a_password_of_old_hangul_is_told_as_one_that_cannot_be_opened(
    tmp_path: Path, version: int
) -> None:
    path = hwp(tmp_path, "비밀 본문", password="seoul2026")
    data = bytearray(path.read_bytes())
    at = data.index(b"HWP Document File".ljust(32, b"\0")) + 44
    assert data[at] == 4
    data[at] = version
    path.write_bytes(bytes(data))
    for passwords, code in (
        ((), ErrorCode.ENCRYPTED),
        (("nope",), ErrorCode.UNSUPPORTED_VERSION),
    ):
        found = refusal(path, tmp_path, passwords=passwords)
        assert found.code is code
        assert "password" in str(found.params["version"])
