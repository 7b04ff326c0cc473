# SPDX-License-Identifier: AGPL-3.0-or-later
"""The writer itself, seen by olefile and by plain arithmetic."""

import io
import struct
import zlib
from pathlib import Path

import olefile
import pytest

from tests.hwp5_writer import Cell, HwpWriter, Memo, Para, Picture, Table
from tests.hwp5_writer.ciphers import distribution_stream, password_key, password_stream
from tests.hwp5_writer.compound import write_compound
from tests.hwp5_writer.records import Record


def opened(data: bytes) -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_POTENTIAL)


@pytest.mark.parametrize(
    "sizes",
    [
        {"one": 0},
        {"one": 1, "two": 63, "three": 64, "four": 4095, "five": 4096, "six": 4097},
        {f"BinData/BIN{at:04X}.png": at * 37 for at in range(200)},
        {"a/b/c/d": 5000, "a/b/e": 1, "a/f": 512},
        {"large": 7_200_000, "small": 3},  # more FAT sectors than the header can name
    ],
    ids=["empty", "edges", "many", "deep", "difat"],
)
def test_streams_come_back(sizes):
    streams = {name: bytes([at % 251]) * size for at, (name, size) in enumerate(sizes.items())}
    ole = opened(write_compound(streams))
    assert {"/".join(path) for path in ole.listdir()} == set(streams)
    for name, data in streams.items():
        assert ole.openstream(name).read() == data
    assert not ole.parsing_issues


def test_directory_is_a_red_black_tree():
    ole = opened(write_compound({f"s{'x' * (at % 7)}{at}": b"." for at in range(37)}))
    entries = {e.sid: e for e in ole.direntries if e is not None}

    def black_height(sid: int, *, red_above: bool) -> int:
        if sid == 0xFFFFFFFF:
            return 1
        entry = entries[sid]
        red = entry.color == 0
        assert not (red and red_above)
        left = black_height(entry.sid_left, red_above=red)
        assert left == black_height(entry.sid_right, red_above=red)
        return left + (not red)

    black_height(entries[0].sid_child, red_above=False)

    def in_order(sid: int) -> list[str]:
        if sid == 0xFFFFFFFF:
            return []
        entry = entries[sid]
        return [*in_order(entry.sid_left), entry.name, *in_order(entry.sid_right)]

    names = in_order(entries[0].sid_child)
    assert names == sorted(names, key=lambda name: (len(name), name.upper()))
    assert len(names) == 37


def test_long_records_carry_their_size_apart():
    assert Record(67, 1, b"x" * 4095).packed()[:8] == struct.pack(
        "<II", 67 | 1 << 10 | 0xFFF << 20, 4095
    )
    assert Record(67, 1, b"x" * 4094).packed()[:4] == struct.pack("<I", 67 | 1 << 10 | 4094 << 20)


def test_same_input_same_bytes():
    def written() -> bytes:
        hwp = HwpWriter()
        hwp.add(Para(Table([["가", Cell(["나"], rowspan=2)], ["다"]])), Para(Picture(data=b"x")))
        hwp.add(Para("글", Memo(1, ["메모"], "붙은 글")))
        return hwp.to_bytes()

    assert written() == written()


def test_distribution_cipher_undone_by_hand():
    stream = distribution_stream(b"plain text of a section")
    assert struct.unpack_from("<I", stream)[0] == 28 | 256 << 20
    assert len(stream) == 4 + 256 + 32
    assert b"plain" not in stream


def test_password_cipher_is_plain_cfb1():
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    key = password_key("hanji")
    # Eight-bit feedback and one-bit feedback agree on the first bit only.
    first = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(bytes(16))[0]
    assert password_stream(b"\0", key)[0] >> 7 == first >> 7
    assert password_stream(b"abc", key) != password_stream(b"abc", password_key("other"))


def test_uncompressed_streams_are_the_compressed_ones():
    loose, tight = HwpWriter(compressed=False), HwpWriter()
    for hwp in (loose, tight):
        hwp.add("한 문단")
    plain = opened(loose.to_bytes()).openstream("BodyText/Section0").read()
    packed = opened(tight.to_bytes()).openstream("BodyText/Section0").read()
    assert zlib.decompressobj(-15).decompress(packed) == plain


def test_the_bundled_sample_is_what_the_program_writes():
    """Content, not bytes: deflaters of other machines pack the same streams differently."""
    from PIL import Image

    from tests.hwp5_writer.sample import build

    root = Path(__file__).parents[2]
    kept = opened((root / "assets/samples/hanji-white-paper.hwp").read_bytes())
    built = opened(build())
    assert kept.listdir() == built.listdir()
    for path in kept.listdir():
        before, after = (ole.openstream(path).read() for ole in (kept, built))
        if path[0] in ("DocInfo", "BodyText", "BinData"):
            before, after = (zlib.decompressobj(-15).decompress(data) for data in (before, after))
        if path[0] == "BinData":
            pixels = [Image.open(io.BytesIO(data)).tobytes() for data in (before, after)]
            assert pixels[0] == pixels[1]
        else:
            assert before == after, path
