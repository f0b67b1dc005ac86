"""A story's own picture is examined when the story is: what couldn't be drawn is refused then."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.scenario.reading.picture_file import HEAVIEST, HEAVIEST_DRAWING, fault_of, lost_of

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
        told = variant("家.svg", SVG.replace("0 0 600 400", view).encode())
        assert told in ("view", "no-view")
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


# What a drawing has that isn't drawn --------------------------------------------------------------

SHAPE = '<rect width="300" height="200" fill="#aa0000"/>'


def drawing(inside: str, head: str = "", root: str = "") -> bytes:
    return (
        f'{head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 400 300"{root}>{inside}</svg>'
    ).encode()


def lost(data: bytes) -> set[str]:
    return {one.variant for one in lost_of("家.svg", data)}


NOT_DRAWN = [
    ('<text x="10" y="20">文字</text>', "text"),
    (SHAPE + "<text><tspan>字</tspan></text>", "text"),
    (SHAPE + '<text><textPath href="#p">沿线的字</textPath></text>', "text"),
    ('<g><g><text fill="red">深处的字</text></g></g>', "text"),
    ('<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">字</div></foreignObject>', "part"),
    ('<image href="data:image/png;base64,AAAA" width="9" height="9"/>', "image"),
    ('<image xlink:href="photo.jpg" width="9" height="9"/>', "outside"),
    ('<image xlink:href="file:///etc/passwd" width="9" height="9"/>', "outside"),
    ('<rect id="a" width="9" height="9"/><use href="#a"/>', "part"),
    ('<use xlink:href="https://x.invalid/a.svg#b"/>', "outside"),
    ('<pattern id="p"><rect/></pattern><rect fill="url(#p)"/>', "part"),
    ('<svg x="5" viewBox="0 0 9 9"><rect/></svg>', "part"),
    (f"<script>alert(1)</script>{SHAPE}", "script"),
    (SHAPE.replace("<rect", '<rect onclick="x()"'), "script"),
    ("<style>@import url(https://x.invalid/a.css);</style>" + SHAPE, "outside"),
    ('<rect style="fill:url(http://x.invalid/a#b)"/>', "outside"),
    ('<a xlink:href="//x.invalid">' + SHAPE + "</a>", "outside"),
]


@pytest.mark.parametrize(("inside", "variant"), NOT_DRAWN)
def test_what_of_a_drawing_is_not_drawn_is_told(inside: str, variant: str) -> None:
    assert variant in lost(drawing(inside))


def test_what_a_drawing_fetches_before_it_begins_is_told() -> None:
    entity = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert "outside" in lost(drawing("<text>&x;</text>", head=entity))
    sheet = '<?xml-stylesheet href="https://x.invalid/a.css"?>'
    assert "outside" in lost(drawing(SHAPE, head=sheet))
    assert lost(drawing(SHAPE, root=' onload="alert(1)"')) == {"script"}


DRAWN = [
    SHAPE,
    f"<title>家</title><desc>一张图</desc>{SHAPE}",
    f"<!-- <text>字</text> -->{SHAPE}",
    f"<defs><text>模板里的字</text></defs>{SHAPE}",
    f'<metadata><rdf xlink:href="http://creativecommons.org/x">字</rdf></metadata>{SHAPE}',
    '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="9" height="9"/>',
    f"<style>.a{{fill:red}}</style>{SHAPE}",
    f"<text>  </text>{SHAPE}",
    '<linearGradient id="a"/><linearGradient xlink:href="#a" id="b"/>' + SHAPE,
    f'<g opacity="0.5" transform="scale(2)">{SHAPE}</g>',
    '<path d="M0 0L9 9" stroke-dasharray="4 2" stroke="red"/>',
    f'<clipPath id="c"><rect/></clipPath><g clip-path="url(#c)">{SHAPE}</g>',
    f'<switch><foreignObject requiredExtensions="ai"/><g>{SHAPE}</g></switch>',
]


@pytest.mark.parametrize("inside", DRAWN)
def test_a_drawing_as_programs_write_them_is_told_nothing_of(inside: str) -> None:
    assert lost(drawing(inside)) == set()
    assert variant("家.svg", drawing(inside)) == ""


def test_the_usual_heads_of_drawing_programs_are_fair() -> None:
    doctype = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    )
    assert lost(drawing(SHAPE, head=doctype)) == set()


def test_our_own_pictures_lose_nothing() -> None:
    files = sorted((Path(__file__).parents[2] / "assets" / "pictures").rglob("*.svg"))
    assert files
    assert [path.name for path in files if lost_of(path.name, path.read_bytes())] == []


def test_a_drawing_that_is_no_whole_xml_is_heard_as_far_as_it_goes() -> None:
    assert lost(b'<svg viewBox="0 0 9 9"><text>\xe5\xad\x97</text><g></svg>') == {"text"}
    assert lost(b"") == set()
    assert lost_of("家.png", b"<svg><text>1</text></svg>") == ()


def test_a_bomb_of_entities_is_no_matter() -> None:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE svg [<!ENTITY e0 "字">{layers}]>'
    told = lost_of("家.svg", drawing("<text>&e11;</text>", head=head))
    assert all(len(one.what) < 40 for one in told)


def test_a_drawing_of_no_size_or_of_all_sizes_is_refused_for_that() -> None:
    for size in ("0 0", "1000000 1000000", "0.1 0.1"):
        data = SVG.replace("600 400", size).encode()
        fault = fault_of("家.svg", data)
        assert fault is not None
        assert fault.variant == "view"
    assert variant("家.svg", SVG.replace("viewBox", "box").encode()) == "no-view"


@pytest.mark.parametrize(
    "line",
    [
        '<line x2="1e12" stroke="red" stroke-dasharray="1"/>',
        '<path d="M0 0L9000000000 3" style="stroke-dasharray:0.1,2"/>',
        '<line x2="400" stroke-dasharray="0.000001"/>',
    ],
)
def test_dashes_that_never_end_are_refused(line: str) -> None:
    assert variant("家.svg", drawing(line)) == "dashes"
