# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fast password cipher equals the slow one of the fixtures, over piece borders too."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.errors import DamagedSource, ErrorCode
from converters.readers.hwp5 import encryption
from tests.hwp5_writer.ciphers import distribution_stream, password_key, password_stream


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=120), st.integers(1, 50))
def test_pieces_join(data: bytes, piece: int) -> None:
    key = password_key("hanji")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encryption, "_PIECE", piece)
        assert encryption.decrypt_password(password_stream(data, key), key) == data


def test_the_key_of_a_password() -> None:
    assert password_key("seoul2026") in encryption.password_keys("seoul2026")


def test_hangul_passwords_give_a_key_for_each_code_page() -> None:
    assert len(encryption.password_keys("서울")) == 3


def test_distribution_round_trip() -> None:
    plain = bytes(range(256)) * 4
    assert encryption.decrypt_distribution(distribution_stream(plain), "ViewText/Section0") == plain


@pytest.mark.parametrize("stream", [b"", b"\0" * 300, distribution_stream(b"x" * 16)[:100]])
def test_damaged_distribution_streams_are_named(stream: bytes) -> None:
    with pytest.raises(DamagedSource) as caught:
        encryption.decrypt_distribution(stream, "ViewText/Section0")
    assert caught.value.code is ErrorCode.DISTRIBUTION_DAMAGED
