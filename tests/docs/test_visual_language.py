"""The page of the visual language tells what the theme holds, and the theme alone holds it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from kiosk.ui import theme
from kiosk.ui.theme import CONTRAST, DAY, Palette, Theme, contrast
from kiosk.ui.theme.scale import ASSUMED_DIAGONAL
from tests.programs import program

ROOT = Path(__file__).resolve().parents[2]
KIOSK = ROOT / "kiosk"
DRAWN = ("ui", "devices", "screens", "engine", "staff")
"""The rooms that draw."""
PAGE = (ROOT / "docs" / "visual-language.md").read_text(encoding="utf-8")
FIGURES = program("page_figures")
TEXTS, LADDERS, named, colour = FIGURES.TEXTS, FIGURES.LADDERS, FIGURES.named, FIGURES.colour
LEAST = 7.0


def test_every_table_is_on_the_page() -> None:
    """What stands in them is held by test_figures."""
    assert set(re.findall(r"<!-- table (\w+) -->", PAGE)) == set(FIGURES.TABLES)


def test_the_page_tells_of_no_colour_the_theme_has_not() -> None:
    told = set(re.findall(r"#[0-9A-F]{6}", PAGE))
    values = [getattr(one, f.name) for one in (DAY, CONTRAST) for f in fields(Palette)]
    values += [theme.SHADOW, theme.BLACK, theme.WHITE]
    known = {
        code for value in values for code in re.findall(r"#[0-9A-F]{6}", FIGURES.painted(value))
    }
    assert told <= known


def test_what_is_written_stands_out_seven_to_one() -> None:
    assert [
        (text, ground)
        for text, ground in TEXTS
        for palette in (DAY, CONTRAST)
        if contrast(colour(palette, text), colour(palette, ground)) < LEAST
    ] == []


def test_high_contrast_never_stands_out_less() -> None:
    for text, ground in TEXTS:
        day, high = (contrast(colour(p, text), colour(p, ground)) for p in (DAY, CONTRAST))
        assert high >= day - 0.05, (text, ground)


def sources() -> list[Path]:
    found = (path for room in DRAWN for path in (KIOSK / room).rglob("*.py"))
    return sorted(path for path in found if path.parent.name != "theme")


def test_the_looks_are_the_three_the_page_tells_of() -> None:
    for look in theme.Look:
        assert f"`{look.name}`" in PAGE
        assert Theme.of((1920, 1080), ASSUMED_DIAGONAL, look).colours in (DAY, CONTRAST)


def test_every_colour_of_the_palette_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    named = set(re.findall(r"\.([a-z_0-9]+)\b", code)) | {"green", "amber"}
    assert {f.name for f in fields(Palette)} <= named
