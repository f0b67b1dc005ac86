"""A story's own picture is examined when the story is: what couldn't be drawn is refused then."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.scenario.reading.picture_file import HEAVIEST, HEAVIEST_DRAWING, fault_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400"><rect width="9"/></svg>'


def encoded(kind: str, size: tuple[int, int] = (600, 400), mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind)
    return file.getvalue()


def variant(name: str, data: bytes) -> str:
    fault = fault_of(name, data)
    return "" if fault is None else fault.variant


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_a_png_as_programs_write_them_is_taken(mode: str) -> None:
    assert variant("家.png", encoded("PNG", mode=mode)) == ""


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_as_programs_write_them_is_taken(mode: str) -> None:
    assert variant("家.jpg", encoded("JPEG", mode=mode)) == ""


def test_a_photograph_with_a_small_one_in_its_head_is_taken_by_its_own_size() -> None:
    exif = Image.Exif()
    exif[0x010E] = "家门口"
    file = io.BytesIO()
    Image.new("RGB", (4000, 3000)).save(file, "JPEG", exif=exif, progressive=True)
    assert variant("家.JPG", file.getvalue()) == ""


def test_a_telephones_photograph_named_png_is_taken() -> None:
    assert variant("家.png", encoded("JPEG", (4000, 3000))) == ""


def test_a_jpeg_whose_picture_begins_before_its_size_is_told_is_torn() -> None:
    whole = encoded("JPEG")
    begins = whole[:2] + b"\xff\xda\x00\x02" + whole[2:]
    assert variant("家.jpg", begins) == "torn"


def test_a_drawing_that_is_no_text_is_refused() -> None:
    assert variant("家.svg", SVG.encode().replace(b"</svg>", b"\xff</svg>")) == "other"


def test_a_few_kilobytes_that_unfold_to_gigabytes_are_refused() -> None:
    head = bytearray(encoded("PNG"))
    head[16:24] = (40_000).to_bytes(4, "big") * 2
    assert variant("家.png", bytes(head)) == "large"
    assert variant("家.jpg", encoded("JPEG", (8000, 6000), "L")) == "large"


def test_a_strip_is_refused() -> None:
    assert variant("家.png", encoded("PNG", (1, 8000))) == "narrow"
    assert variant("家.svg", SVG.replace("600 400", "600 40").encode()) == "narrow"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_copy_is_refused(kind: str) -> None:
    file = io.BytesIO()
    Image.effect_noise((600, 400), 80).convert("RGB").save(file, kind)
    whole = file.getvalue()
    for share in (0.02, 0.3, 0.9, 0.999):
        assert variant("家.png", whole[: int(len(whole) * share)]) in {"torn", "other"}
    assert variant("家.png", whole) == ""


def test_something_else_under_a_pictures_name_is_refused() -> None:
    for data in (b"", b"GIF89a", encoded("BMP", (60, 40)), encoded("WEBP"), "剧本".encode()):
        assert variant("家.png", data) == "other"
        assert variant("家.svg", data) == "other"


def test_a_heavy_file_is_refused_whatever_it_holds() -> None:
    assert variant("家.png", encoded("PNG") + bytes(HEAVIEST)) == "heavy"
    drawing = SVG.replace("<rect", " " * HEAVIEST_DRAWING + "<rect")
    assert variant("家.svg", drawing.encode()) == "heavy"


def test_a_drawing_needs_the_size_of_its_view() -> None:
    assert variant("家.svg", SVG.encode()) == ""
    assert variant("家.svg", b"\xef\xbb\xbf" + SVG.encode()) == ""
    assert variant("家.svg", SVG.replace("</svg>", "").encode()) == "torn"
    for view in (
        "0 0 0 0",
        "0 0 600 0",
        "0 0 nan nan",
        "0 0 1e9 1e9",
        "0 0 600",
        f"0 0 {'9' * 400} 9",
    ):
        assert variant("家.svg", SVG.replace("0 0 600 400", view).encode()) == "no-view"
    assert variant("家.svg", SVG.replace('viewBox="0 0 600 400"', "").encode()) == "no-view"


@given(st.sampled_from(["a.png", "a.jpg", "a.svg"]), st.binary(max_size=400), st.integers(0, 3))
def test_no_bytes_at_all_make_it_fail(name: str, data: bytes, start: int) -> None:
    begin = (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg ")[start]
    fault_of(name, begin + data)


@pytest.mark.both
def test_what_is_taken_can_be_opened(tmp_path: Path) -> None:
    import pygame  # noqa: PLC0415  only to compare with what draws

    for name, data in (("a.png", encoded("PNG")), ("b.jpg", encoded("JPEG", mode="CMYK"))):
        assert variant(name, data) == ""
        path = tmp_path / name
        path.write_bytes(data)
        assert pygame.image.load(str(path)).get_size() == (600, 400)
