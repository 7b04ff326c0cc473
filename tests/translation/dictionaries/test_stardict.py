# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dictionaries in StarDict's form are looked up, and damaged ones are refused by name."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from app.services import dictionaries
from app.services.dictionaries import Dictionaries, forms_of
from translation.dictionaries import DictionaryRefused, StarDict

WORDS = {
    "조례": "an ordinance; local law",
    "공고": "<b>notice</b><br>public &amp; official",
    "예산": "budget",
    "Seoul": "서울",
}


def dictzip(data: bytes, chunk: int = 16) -> bytes:
    """Pack in chunks, as dictzip does."""
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = [
        made.compress(data[at : at + chunk]) + made.flush(zlib.Z_FULL_FLUSH)
        for at in range(0, len(data), chunk)
    ]
    end = made.flush()
    sizes = struct.pack(f"<{len(packed)}H", *map(len, packed))
    field = b"RA" + struct.pack("<HHHH", len(sizes) + 6, 1, chunk, len(packed)) + sizes
    head = b"\x1f\x8b\x08\x0c\0\0\0\0\x02\x03" + struct.pack("<H", len(field)) + field + b"name\0"
    return head + b"".join(packed) + end + struct.pack("<II", zlib.crc32(data), len(data))


def made(folder: Path, types: str = "h", *, packed: bool = False, wide: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    index, data = b"", b""
    for word in sorted(WORDS):
        said = WORDS[word].encode()
        if not types:
            said = b"m" + said + b"\0"
        index += word.encode() + b"\0" + struct.pack(">QI" if wide else ">II", len(data), len(said))
        data += said
    info = [
        "StarDict's dict ifo file", "version=3.0.0", f"wordcount={len(WORDS)}",
        f"idxfilesize={len(index)}", "bookname=행정 사전",
    ]  # fmt: skip
    info += [f"sametypesequence={types}"] if types else []
    info += ["idxoffsetbits=64"] if wide else []
    (folder / "d.ifo").write_text("\n".join(info), "utf-8")
    (folder / "d.idx").write_bytes(index)
    if packed:
        (folder / "d.dict.dz").write_bytes(dictzip(data))
    else:
        (folder / "d.dict").write_bytes(data)
    return folder / "d.ifo"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(("types", "wide"), [("h", False), ("m", True), ("", False)])
def test_words_are_found_in_every_form(
    tmp_path: Path, types: str, *, packed: bool, wide: bool
) -> None:
    book = StarDict(made(tmp_path, types, packed=packed, wide=wide))
    assert (book.name, len(book)) == ("행정 사전", 4)
    (entry,) = book.look_up("seoul")
    assert (entry.word, entry.text) == ("Seoul", "서울")
    assert [one.text for one in book.look_up("조례")] == ["an ordinance; local law"]
    assert book.look_up("없는 말") == ()
    if types == "h":
        assert book.look_up("공고")[0].text == "notice\npublic & official"


@pytest.mark.parametrize(
    ("part", "content", "rule"),
    [
        ("d.ifo", b"nothing", "info-magic"),
        ("d.ifo", b"x" * 70_000, "info-size"),
        ("d.idx", b"word", "index-entry"),
        ("d.idx", b"w\0" + struct.pack(">II", 0, 1), "wordcount"),
        ("d.dict.dz", b"\x1f\x8b\x08\x00" + b"x" * 40, "dictzip"),
    ],
)
def test_a_damaged_dictionary_is_refused_by_name(
    tmp_path: Path, part: str, content: bytes, rule: str
) -> None:
    path = made(tmp_path, packed=True)
    (tmp_path / part).write_bytes(content)
    with pytest.raises(DictionaryRefused) as refused:
        StarDict(path)
    assert refused.value.rule == rule


def test_an_entry_beyond_the_file_or_the_limits_is_refused(tmp_path: Path) -> None:
    for place in ((1 << 20, 10), (0, 1 << 30)):
        path = made(tmp_path)
        (tmp_path / "d.idx").write_bytes(b"w\0" + struct.pack(">II", *place))
        path.write_text(path.read_text("utf-8").replace("wordcount=4", "wordcount=1"), "utf-8")
        with pytest.raises(DictionaryRefused):
            StarDict(path).look_up("w")


def test_words_of_a_segment_lose_their_particles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    assert Dictionaries().names() == ()
    assert dictionaries.add(made(tmp_path / "from")) == "행정 사전"
    books = Dictionaries()
    assert [one.word for one in books.words_of("Seoul의 조례에서는 예산을 공고한다.")] == [
        "Seoul", "조례", "예산", "공고",
    ]  # fmt: skip
    assert list(forms_of("조례에서는")) == ["조례에서는", "조례에서", "조례"]
