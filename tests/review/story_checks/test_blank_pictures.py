"""A picture that shows nothing is told, whatever kind of file it is; one with something on it is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from kiosk.review.story_checks.review_context import ReviewContext

from .reviewed import changed, found

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'


def told(folder: Path, context: ReviewContext, inside: str) -> list[tuple[str, str]]:
    folder.joinpath("家.svg").write_text(f"{HEAD}{inside}</svg>", encoding="utf-8")
    text = changed("图片: 短信", "图片: 家.svg")
    problems = found(folder, replace(context, voice=None, kits=context.kits[:1]), text)
    return [(p.code, p.variant) for p in problems]


BLANK = [
    ("", "nothing"),
    ('<text x="10" y="20">文字</text>', "nothing"),
    ('<rect x="1000" width="50" height="50"/>', "nothing"),
    ('<rect width="400" height="300" opacity="0"/>', "nothing"),
    ('<rect width="400" height="300" style="display:none"/>', "nothing"),
    ('<defs><rect id="a" width="400" height="300"/></defs><use href="#a"/>', "nothing"),
    ('<image href="a.png" width="400" height="300"/>', "nothing"),
    ('<rect width="400" height="300" fill="none"/>', "nothing"),
    ('<rect width="400" height="300" fill="#fff"/>', "even"),
    ('<rect width="400" height="300" fill="#fefefe"/><circle r="40" fill="#fff"/>', "even"),
]


@pytest.mark.parametrize(("inside", "variant"), BLANK)
def test_a_drawing_of_nothing_is_told(
    tmp_path: Path, context: ReviewContext, inside: str, variant: str
) -> None:
    assert told(tmp_path, context, inside) == [("blank-picture", variant)]


SEEN = [
    '<circle cx="200" cy="150" r="90" fill="#fff"/>',
    '<rect width="400" height="300" fill="#eee"/><circle cx="200" cy="150" r="40" fill="#222"/>',
    '<path d="M10 10L300 200" stroke="#a00" stroke-width="9"/>',
    '<rect width="400" height="150" fill="#eee"/><rect y="150" width="400" height="150" fill="#a00"/>',
    '<text>字</text><circle cx="200" cy="150" r="90" fill="#0a0"/>',
]


@pytest.mark.parametrize("inside", SEEN)
def test_a_drawing_of_something_is_fair(
    tmp_path: Path, context: ReviewContext, inside: str
) -> None:
    assert told(tmp_path, context, inside) == []


def test_pictures_of_pixels_are_looked_at_too(tmp_path: Path, context: ReviewContext) -> None:
    own = replace(context, voice=None, kits=context.kits[:1])
    text = changed("图片: 短信", "图片: 家.png")
    empty = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    white = Image.new("RGB", (600, 400), (255, 255, 255))
    house = white.copy()
    ImageDraw.Draw(house).rectangle((100, 100, 300, 300), fill=(120, 40, 40))
    for picture, variants in ((empty, ["nothing"]), (white, ["even"]), (house, [])):
        picture.save(tmp_path / "家.png")
        assert [p.variant for p in found(tmp_path, own, text)] == variants
