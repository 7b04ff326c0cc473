# SPDX-License-Identifier: AGPL-3.0-or-later
"""Covers are packed by our own PNG writer: what it packs, any decoder gives back."""

import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from converters.epub.flat_png import flat_png

PALETTE = bytes(range(48))
RUNS = st.lists(
    st.tuples(st.integers(1, 700), st.binary(min_size=3, max_size=3)), min_size=1, max_size=8
)


@given(RUNS)
def test_every_pixel_comes_back(runs: list[tuple[int, bytes]]) -> None:
    rows = [row for count, row in runs for _ in range(count)]
    image = Image.new("P", (6, len(rows)))
    nibbles = [n for row in rows for byte in row for n in (byte >> 4, byte & 15)]
    image.putdata(nibbles)
    packed = flat_png(image, PALETTE)
    Image.open(io.BytesIO(packed)).verify()  # the checksums of the chunks
    read = Image.open(io.BytesIO(packed))
    assert read.size == image.size
    # Decoding fails where the checksum of the stream is wrong.
    assert read.tobytes() == image.tobytes()
    assert bytes(read.getpalette()[:48]) == PALETTE


def test_a_page_of_paper_takes_little() -> None:
    assert len(flat_png(Image.new("P", (1200, 1920)), PALETTE)) < 5_000
