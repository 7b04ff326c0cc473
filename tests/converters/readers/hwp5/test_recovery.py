# SPDX-License-Identifier: AGPL-3.0-or-later
"""Damaged compound files give what their sectors still hold, and never hang."""

import struct

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.errors import ConversionError
from converters.readers.hwp5.compound import Compound
from converters.readers.hwp5.recovery import RecoveredCompound
from tests.conftest import SAMPLES
from tests.hwp5_writer.compound import write_compound

STREAMS = {
    "FileHeader": b"HWP Document File".ljust(256, b"\0"),
    "BodyText/Section0": bytes(range(256)) * 30,
    "BodyText/Section1": b"short",
    "BinData/BIN0001.png": b"\x89PNG" * 2000,
}


def contents(data: bytes) -> dict[str, bytes]:
    compound = RecoveredCompound(data)
    return {"/".join(path): compound.openstream(path).read() for path in compound.listdir()}


def test_a_whole_file_is_read_whole() -> None:
    assert contents(write_compound(STREAMS)) == STREAMS


def test_a_broken_directory_tree_is_rebuilt_from_names() -> None:
    data = bytearray(write_compound(STREAMS))
    (first,) = struct.unpack_from("<I", data, 48)
    root = (first + 1) * 512
    struct.pack_into("<I", data, root + 76, 0xFFFFFFFF)  # the root's child
    found = contents(bytes(data))
    assert found["BodyText/Section0"] == STREAMS["BodyText/Section0"]
    assert found["BinData/BIN0001.png"] == STREAMS["BinData/BIN0001.png"]


@given(
    st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=30),
    st.integers(0, 40_000),
)
def test_any_damage_ends_in_streams_or_a_clear_error(
    flips: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(write_compound(STREAMS))
    for at, value in flips:
        data[at % len(data)] = value
    try:
        found = contents(bytes(data[: len(data) - cut % len(data)]))
    except ConversionError:
        return
    assert all(isinstance(value, bytes) for value in found.values())


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(ConversionError):
        RecoveredCompound(b"")


def test_storages_deeper_than_any_are_read_by_the_other_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """olefile lists a directory by calling itself; a fuzzer made one of a thousand storages."""

    def too_deep(_self: object) -> list[list[str]]:
        raise RecursionError

    data = (SAMPLES / "hanji-white-paper.hwp").read_bytes()
    whole = Compound(data).paths()
    monkeypatch.setattr(olefile.OleFileIO, "listdir", too_deep)
    compound = Compound(data)
    assert sorted(compound.paths()) == sorted(whole)
    assert compound.recovered
