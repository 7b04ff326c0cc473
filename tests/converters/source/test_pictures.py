# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures become what every reader shows, or are counted."""

import io
import struct

import pytest
from metafile_render import render_metafile
from metafile_render.commands import DrawTextCommand, TextAlignment
from metafile_render.primitives import Color, Font
from PIL import Image, ImageChops

from converters.document.notices import NoticeKind
from converters.limits import DEFAULT_LIMITS, Limits
from converters.source.metafiles import draw_metafile, with_signs
from converters.source.pictures import PictureUnreadable, to_picture


def encoded(file_format: str, mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else None).save(out, file_format)
    return out.getvalue()


@pytest.mark.parametrize(
    ("file_format", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif")],
)
def test_core_types_pass_untouched(file_format: str, media_type: str) -> None:
    data = encoded(file_format, "P" if file_format == "GIF" else "RGB")
    resource = to_picture(data, "a", DEFAULT_LIMITS).resource
    assert (resource.data, resource.media_type) == (data, media_type)
    assert (resource.width_px, resource.height_px) == (40, 20)


@pytest.mark.parametrize("file_format", ["BMP", "TIFF", "PCX", "WEBP"])
def test_other_types_become_png(file_format: str) -> None:
    resource = to_picture(encoded(file_format), "a", DEFAULT_LIMITS).resource
    assert resource.media_type == "image/png"
    assert Image.open(io.BytesIO(resource.data)).size == (40, 20)


def test_print_colours_become_screen_colours() -> None:
    resource = to_picture(encoded("JPEG", "CMYK"), "a", DEFAULT_LIMITS).resource
    assert Image.open(io.BytesIO(resource.data)).mode == "RGB"


def test_what_the_author_cut_off_is_cut_off() -> None:
    crop = (0.0, 0.0, 15.0, 15.0)  # 20 x 20 pixels at 96 dpi
    resource = to_picture(encoded("PNG"), "a", DEFAULT_LIMITS, crop).resource
    assert (resource.width_px, resource.height_px) == (20, 20)


def test_another_measure_is_no_crop() -> None:
    data = encoded("PNG")
    assert to_picture(data, "a", DEFAULT_LIMITS, (0, 0, 15.0, 7.5)).resource.data == data


def test_a_crop_in_the_measure_of_the_whole_picture() -> None:
    crop, full = (0.0, 0.0, 50.0, 100.0), (100.0, 100.0)
    resource = to_picture(encoded("PNG"), "a", DEFAULT_LIMITS, crop, None, full).resource
    assert (resource.width_px, resource.height_px) == (20, 20)


def test_rounding_is_no_crop() -> None:
    data = encoded("PNG")
    assert to_picture(data, "a", DEFAULT_LIMITS, (0, 0, 30.0, 14.9)).resource.data == data


@pytest.mark.parametrize(
    "data",
    [b"", b"junk", encoded("PNG")[:30], b"\xff\xd8\xff\xe0" + bytes(20), b"<svg onload='x()'/>"],
)
def test_unreadable_pictures_are_counted(data: bytes) -> None:
    with pytest.raises(PictureUnreadable) as caught:
        to_picture(data, "a", DEFAULT_LIMITS)
    assert caught.value.kind is NoticeKind.UNREADABLE_IMAGE


def test_a_picture_bomb_is_not_decoded() -> None:
    with pytest.raises(PictureUnreadable):
        to_picture(encoded("BMP"), "a", Limits(image_pixels=799))


def wmf() -> bytes:
    """A placeable metafile of one line."""
    head = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, 1440, 1440, 1440, 0)
    check = 0
    for (word,) in struct.iter_unpack("<H", head):
        check ^= word
    records = struct.pack("<IHhh", 5, 0x020B, 0, 0) + struct.pack("<IHhh", 5, 0x020C, 1440, 1440)
    records += struct.pack("<IHhh", 5, 0x0214, 100, 100) + struct.pack(
        "<IHhh", 5, 0x0213, 1300, 1300
    )
    records += struct.pack("<IH", 3, 0)
    meta = struct.pack("<HHHIHIH", 1, 9, 0x300, (18 + len(records)) // 2, 0, 5, 0)
    return head + struct.pack("<H", check) + meta + records


def test_a_metafile_becomes_a_png_of_the_size_it_is_shown_at() -> None:
    picture = to_picture(wmf(), "a.wmf", DEFAULT_LIMITS, shown_pt=(100.0, 50.0))
    assert picture.resource.media_type == "image/png"
    assert picture.resource.width_px == 200


def test_a_broken_metafile_is_counted_as_one() -> None:
    with pytest.raises(PictureUnreadable) as caught:
        to_picture(wmf()[:30], "a.wmf", DEFAULT_LIMITS)
    assert caught.value.kind is NoticeKind.METAFILE


def drawn_metafile(records: list[tuple[int, bytes]], side: int = 2880) -> bytes:
    """A placeable metafile of these records: function and parameters."""
    head = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, side, side, 1440, 0)
    check = 0
    for (word,) in struct.iter_unpack("<H", head):
        check ^= word
    extent = [(0x020B, struct.pack("<hh", 0, 0)), (0x020C, struct.pack("<hh", side, side))]
    body = b"".join(
        struct.pack("<IH", 3 + len(inside) // 2, function) + inside
        for function, inside in [*extent, *records, (0, b"")]
    )
    meta = struct.pack("<HHHIHIH", 1, 9, 0x300, (18 + len(body)) // 2, 8, 99, 0)
    return head + struct.pack("<H", check) + meta + body


def many_records() -> list[tuple[int, bytes]]:
    """Thick and thin lines, filled shapes over the edges, a hatch, a clip and a text."""

    def brush(style: int, color: int, hatch: int = 0) -> tuple[int, bytes]:
        return 0x02FC, struct.pack("<HIH", style, color, hatch)

    def pen(style: int, width: int, color: int) -> tuple[int, bytes]:
        return 0x02FA, struct.pack("<HhhI", style, width, 0, color)

    def rectangle(left: int, top: int, right: int, bottom: int) -> tuple[int, bytes]:
        return 0x041B, struct.pack("<hhhh", bottom, right, top, left)

    def select(number: int) -> tuple[int, bytes]:
        return 0x012D, struct.pack("<H", number)

    found = [
        *(pen(0, 1, 0), pen(0, 240, 0x0000FF), brush(0, 0x00AA00), brush(2, 0xAA0000, 5)),
        *(select(0), select(2), rectangle(200, 200, 900, 700), select(3)),
        *(rectangle(1000, 300, 2000, 900), select(1), rectangle(-300, 2000, 700, 3500)),
        (0x0416, struct.pack("<hhhh", 2600, 2600, 1200, 1200)),
        *(select(0), select(2)),
    ]
    for step in range(40):
        left = 40 * step
        found.append(rectangle(left, 1000 + left, left + 300, 1200 + left))
        found.append((0x0214, struct.pack("<hh", 2 * left, 2880 - left)))
        found.append((0x0213, struct.pack("<hh", left, left + 500)))
    text = b"metafile"
    found.append((0x0521, struct.pack("<H", len(text)) + text + struct.pack("<hh", 1500, 1400)))
    return found


def test_a_metafile_drawn_record_by_record_is_the_picture_that_its_library_draws() -> None:
    data = drawn_metafile(many_records())
    ours, partial = draw_metafile(data, (300, 300))
    whole = render_metafile(data, size_hint=(300, 300), backend="replay")
    theirs = Image.open(io.BytesIO(whole.data)).convert("RGBA")
    assert (ours.size, partial) == (theirs.size, whole.partial)
    assert len(ours.getcolors(1 << 20) or ()) > 3
    # Only how edges are smoothed differs.
    apart = ImageChops.difference(flat(ours), flat(theirs)).get_flattened_data()
    assert sum(max(pixel) > 64 for pixel in apart) < 0.01 * 300 * 300


def flat(image: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")


@pytest.mark.parametrize(
    ("face", "stored", "signs"),
    [
        ("Symbol", "\u00e5", "∑"),
        ("symbol", "a+b", "α+β"),
        ("Symbol", "\uf061", "α"),
        ("Wingdings", "\u00fc", "✓"),
        ("Arial", "\u00e5", "\u00e5"),
        ("HY신명조", "가", "가"),
    ],
)
def test_texts_in_symbol_fonts_of_metafiles_are_their_signs(face, stored, signs):
    command = DrawTextCommand(
        stored, (0.0, 0.0), (), Font(face), 12.0, 0.0, TextAlignment(), Color(0, 0, 0),
        Color(255, 255, 255), opaque=False, bounds=None, clip=(),
    )  # fmt: skip
    drawn = with_signs(command)
    assert drawn.text == signs
    assert (drawn.font.face_name == face) == (stored == signs)
